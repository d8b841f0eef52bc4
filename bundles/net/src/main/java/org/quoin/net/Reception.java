package org.quoin.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.net.Admittance;

/** Answers for all listeners what would become of a peer. */
@Component
public final class Reception implements Admittance {
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile List<Listener> listeners = List.of();

  @Activate
  public Reception() {}

  @Override
  public List<String> listeners() {
    return listeners.stream().map(each -> each.status().name()).sorted().toList();
  }

  @Override
  public Optional<Admitted> admit(String listener, String ip) throws IOException {
    if (Network.literal(ip).isEmpty()) {
      throw new IllegalArgumentException(ip + " is no address.");
    }
    Listener named =
        listeners.stream()
            .filter(each -> each.status().name().equals(listener))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("There is no listener " + listener + "."));
    try {
      Guest guest = named.admit(ip);
      return Optional.of(new Admitted(guest.peer(), guest.variables()));
    } catch (Entrance.TurnedException e) {
      return Optional.empty();
    }
  }
}
