package org.quoin.queue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One channel: the recipients that are ready for it, and how many attempts run in it. Mail that was
 * never tried and mail that was deferred take turns, so that a backlog of hopeless mail does not
 * stop what is new. Guarded by the dispatcher's lock.
 */
final class Lane {
  private final Turns fresh = new Turns();
  private final Turns again = new Turns();
  private boolean againsTurn;
  private final Set<Recipient> running = new HashSet<>();

  void add(Recipient recipient) {
    recipient.place(Recipient.Place.READY);
    boolean tried = recipient.standing().deferrals() > 0;
    (tried ? again : fresh).add(recipient);
  }

  /** The next one, if there is one and the limit leaves room; its attempt counts from now on. */
  Optional<Recipient> start(int limit) {
    if (running.size() >= limit) {
      return Optional.empty();
    }
    Turns first = againsTurn ? again : fresh;
    Turns second = againsTurn ? fresh : again;
    Optional<Recipient> next = first.poll().or(second::poll);
    againsTurn = !againsTurn;
    if (next.isPresent()) {
      next.get().place(Recipient.Place.RUNNING);
      running.add(next.get());
    }
    return next;
  }

  /** Its attempt has ended; a second time does nothing. */
  void end(Recipient recipient) {
    running.remove(recipient);
  }

  int running() {
    return running.size();
  }

  boolean hasReady() {
    return !fresh.isEmpty() || !again.isEmpty();
  }
}
