package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Destinations that are not proven and wait for an attempt that shows what they are. The newest
 * unknown one, the oldest, and a suspected one take turns, so that a good one is found out soon
 * even behind many dead ones, and nobody waits for ever. Guarded by the dispatcher's lock.
 */
final class Doubtful {
  /** Whoever came up within this time may have what the window keeps for scouts. */
  static final Duration RECENT = Duration.ofMinutes(1);

  private static final int SOURCES = 3;

  private final SequencedMap<Destination, Instant> unknown = new LinkedHashMap<>();
  private final SequencedSet<Destination> suspected = new LinkedHashSet<>();
  private int turn;

  /** Takes it up, unless it is here already. */
  void addUnknown(Destination destination, Instant now) {
    suspected.remove(destination);
    unknown.putIfAbsent(destination, now);
  }

  void addSuspected(Destination destination) {
    unknown.remove(destination);
    suspected.add(destination);
  }

  /** New mail has come for it: if it is unknown, it is the newest now. */
  void renew(Destination destination, Instant now) {
    if (unknown.remove(destination) != null) {
      unknown.put(destination, now);
    }
  }

  void remove(Destination destination) {
    unknown.remove(destination);
    suspected.remove(destination);
  }

  /** The next one; it is here no more. */
  Optional<Destination> next() {
    for (int i = 0; i < SOURCES; i++) {
      turn = (turn + 1) % SOURCES;
      Optional<Destination> next =
          switch (turn) {
            case 0 -> taken(unknown.firstEntry());
            case 1 -> taken(unknown.lastEntry());
            default ->
                suspected.isEmpty() ? Optional.empty() : Optional.of(suspected.removeFirst());
          };
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.empty();
  }

  /** The newest unknown one, if it has just come up; it is here no more. */
  Optional<Destination> recent(Instant now) {
    Map.@Nullable Entry<Destination, Instant> newest = unknown.lastEntry();
    return newest == null || newest.getValue().isBefore(now.minus(RECENT))
        ? Optional.empty()
        : taken(newest);
  }

  private Optional<Destination> taken(Map.@Nullable Entry<Destination, Instant> entry) {
    if (entry == null) {
      return Optional.empty();
    }
    unknown.remove(entry.getKey());
    return Optional.of(entry.getKey());
  }
}
