package org.quoin.smtpd;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The sessions that are held now. */
@Component(service = Sessions.class)
public final class Sessions {
  private final Map<String, Presence> present = new ConcurrentHashMap<>();

  @Activate
  public Sessions() {}

  void enter(Presence presence) {
    present.put(presence.id(), presence);
  }

  void leave(Presence presence) {
    present.remove(presence.id(), presence);
  }

  Optional<Presence> find(String id) {
    return Optional.ofNullable(present.get(id));
  }

  /** The oldest first. */
  List<Presence> all() {
    return present.values().stream().sorted(Comparator.comparing(Presence::since)).toList();
  }
}
