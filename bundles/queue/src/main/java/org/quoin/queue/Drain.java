package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Empties an instance into another one, message by message. It is held meanwhile, so that nothing
 * new is begun; what is being tried comes to its end first. Mail that comes in until nothing is
 * left is taken along. If it breaks off, the instance is held and each message is in one of the two
 * (between stores perhaps in both, held): it can be said again.
 */
final class Drain {
  private final Choice instances;
  private final Steering steering;
  private final Duration patience;

  /**
   * @param patience how long attempts that run may take to end
   */
  Drain(Choice instances, Steering steering, Duration patience) {
    this.instances = instances;
    this.steering = steering;
    this.patience = patience;
  }

  /**
   * @param then the state in which the instance is left
   * @return what was done, for people
   * @throws IllegalStateException if messages are left, which are named; the instance is held
   */
  String run(String id, String to, Settings.State then) throws IOException {
    Deed.Move move = move(id, to);
    DurableQueue source = instances.one(id);
    if (source.settings().delivers()) {
      steering.change(source.id(), Map.of("state", "held"));
    }
    source.awaitIdle(patience);
    int moved = empty(source, move);
    if (then != source.settings().state()) {
      steering.change(source.id(), Map.of("state", then.word()));
    }
    return "%s moved from %s to %s; queue %s is %s"
        .formatted(
            Listing.messages(moved), source.id(), move.target().id(), source.id(), then.word());
  }

  /**
   * Says what {@link #run} would do, and refuses what it would refuse.
   *
   * @return what would be done now, for people
   */
  String plan(String id, String to, Settings.State then) {
    Deed.Move move = move(id, to);
    DurableQueue source = instances.one(id);
    Tally tally = new Tally();
    for (long number : source.numbers()) {
      boolean suspect = source.message(number).filter(Message::isSuspect).isPresent();
      tally.count(suspect ? Fate.SUSPECT : Fate.DONE, number);
    }
    String state =
        tally.left().isEmpty() ? then.word() : "held; " + String.join("; ", tally.left());
    return "%s would be moved from %s to %s; queue %s would be %s"
        .formatted(
            Listing.messages(tally.done()), source.id(), move.target().id(), source.id(), state);
  }

  private Deed.Move move(String id, String to) {
    DurableQueue target = instances.target(to);
    if (instances.one(id).id().equals(target.id())) {
      throw new IllegalArgumentException("queue " + id + " cannot be drained into itself");
    }
    return new Deed.Move(target);
  }

  private static int empty(DurableQueue source, Deed.Move move) throws IOException {
    Tally tally = new Tally();
    do {
      tally.begin();
      for (long message : source.numbers()) {
        tally.count(move.to(source, message), message);
      }
    } while (tally.progress());
    List<String> left = tally.left();
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "%s moved, queue %s is %s; %s"
              .formatted(
                  Listing.messages(tally.done()),
                  source.id(),
                  source.settings().state().word(),
                  String.join("; ", left)));
    }
    return tally.done();
  }
}
