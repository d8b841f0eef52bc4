package org.quoin.queue;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Proven destinations with somebody who may start: each has its turn, however many are ready for
 * it. Mail that was never tried and mail that was deferred take turns, too, so that a backlog of
 * hopeless mail does not stop what is new. Guarded by the dispatcher's lock.
 */
final class Rotation {

  /** Whose turn it is. */
  record Pick(Destination destination, boolean again) {}

  private final SequencedSet<Destination> fresh = new LinkedHashSet<>();
  private final SequencedSet<Destination> again = new LinkedHashSet<>();
  private boolean againsTurn;

  /** Takes it up at the end; if it is here already, it keeps its turn. */
  void add(Destination destination) {
    file(destination, fresh, destination.hasFresh());
    file(destination, again, destination.hasAgain());
  }

  private static void file(Destination destination, SequencedSet<Destination> set, boolean in) {
    if (in) {
      set.add(destination);
    } else {
      set.remove(destination);
    }
  }

  void remove(Destination destination) {
    fresh.remove(destination);
    again.remove(destination);
  }

  /** Whose turn it is; until it is added again, it has no other turn of this kind. */
  Optional<Pick> next() {
    if (fresh.isEmpty() && again.isEmpty()) {
      return Optional.empty();
    }
    boolean isAgain = fresh.isEmpty() || (againsTurn && !again.isEmpty());
    againsTurn = !isAgain;
    return Optional.of(new Pick((isAgain ? again : fresh).removeFirst(), isAgain));
  }
}
