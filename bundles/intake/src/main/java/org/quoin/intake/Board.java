package org.quoin.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The plugins of one kind that are here now. Of several with one name the highest ranking is used,
 * so that a new one can come before the old one goes.
 */
final class Board<P extends Board.Entry> {

  /** A plugin behind its gate. */
  interface Entry {
    Tag tag();

    Gate gate();
  }

  /** A plugin that is removed may finish the calls that run in it for so long. */
  static final Duration FAREWELL = Duration.ofSeconds(5);

  private static final Comparator<Entry> ORDER =
      Comparator.<Entry>comparingInt(entry -> entry.tag().ranking())
          .thenComparing(entry -> entry.tag().serviceId(), Comparator.reverseOrder());

  private final List<P> entries = new CopyOnWriteArrayList<>();

  void add(P entry) {
    entries.add(entry);
  }

  /** Closes the plugin's gate and forgets it. */
  Optional<P> remove(long serviceId) {
    Optional<P> gone = byService(serviceId);
    gone.ifPresent(
        entry -> {
          entries.remove(entry);
          entry.gate().close();
        });
    return gone;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Optional<P> byService(long serviceId) {
    return entries.stream().filter(entry -> entry.tag().serviceId() == serviceId).findFirst();
  }

  Optional<P> find(String name) {
    return entries.stream().filter(entry -> entry.tag().name().equals(name)).max(ORDER);
  }

  /** One plugin per name, lowest ranking first. */
  List<P> inOrder() {
    List<P> sorted = new ArrayList<>(entries);
    sorted.sort(ORDER);
    Map<String, P> best = new LinkedHashMap<>();
    for (P entry : sorted) {
      best.remove(entry.tag().name());
      best.put(entry.tag().name(), entry);
    }
    return List.copyOf(best.values());
  }
}
