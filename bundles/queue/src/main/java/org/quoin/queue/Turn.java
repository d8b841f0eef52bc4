package org.quoin.queue;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A recipient's entry in a heap: whoever is due first goes first, and of two that are due together
 * the one that came first. An entry is never searched for: a recipient that leaves a heap early
 * forgets its entry, and the entry is skipped when it comes up.
 */
record Turn(Instant due, long number, Recipient recipient) {
  private static final Comparator<Turn> FIRST =
      Comparator.comparing(Turn::due).thenComparingLong(Turn::number);

  /** A heap that skips entries which count no more. */
  static final class Heap {
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(FIRST);
    private long last;

    void add(Recipient recipient, Instant due) {
      Turn turn = new Turn(due, ++last, recipient);
      recipient.turn(turn);
      turns.add(turn);
    }

    Optional<Recipient> peek() {
      Turn first = skipped();
      return first == null ? Optional.empty() : Optional.of(first.recipient());
    }

    Optional<Recipient> poll() {
      Optional<Recipient> first = peek();
      turns.poll();
      return first;
    }

    /** Drops all entries that count no more, for when many have left early. */
    void tidy() {
      turns.removeIf(turn -> !turn.recipient().holds(turn));
    }

    /** Entries, stale ones included. */
    int size() {
      return turns.size();
    }

    boolean isEmpty() {
      return skipped() == null;
    }

    private @Nullable Turn skipped() {
      Turn first = turns.peek();
      while (first != null && !first.recipient().holds(first)) {
        turns.poll();
        first = turns.peek();
      }
      return first;
    }
  }
}
