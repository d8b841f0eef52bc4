package org.quoin.intake;

import java.util.Collection;
import java.util.Optional;
import org.quoin.api.intake.Session;
import org.quoin.api.queue.MailQueue;

/** Asks instances whether their own limits let a message in now (ADR 15). */
final class Quotas {
  private final Placement placement;

  Quotas(Placement placement) {
    this.placement = placement;
  }

  /** Why an instance could not even take the smallest message; takes no room. */
  Optional<No> against(Session session, Instance instance) {
    return placement
        .queue(instance)
        .flatMap(queue -> asked(instance, () -> queue.full(isBounce(session))));
  }

  /**
   * Takes room in each of these instances.
   *
   * @param room that holds what was taken, also if one of them has none
   * @return why one of them has none
   */
  Optional<No> take(Session session, Collection<Instance> instances, long bytes, Reservation room) {
    for (Instance instance : instances) {
      Optional<MailQueue> queue = placement.queue(instance);
      Optional<No> no =
          queue.flatMap(
              q -> asked(instance, () -> q.reserve(room.message(), bytes, isBounce(session))));
      if (no.isPresent()) {
        return no;
      }
      queue.ifPresent(room::in);
    }
    return Optional.empty();
  }

  private static boolean isBounce(Session session) {
    return session.origin() == Session.Origin.BOUNCE;
  }

  @FunctionalInterface
  private interface Question {
    Optional<MailQueue.Limit> ask();
  }

  private static Optional<No> asked(Instance instance, Question question) {
    try {
      return question.ask().map(limit -> no(instance, limit));
    } catch (RuntimeException | LinkageError e) { // its bundle is just going
      return Optional.of(No.later("queue " + instance.label() + " cannot say: " + e));
    }
  }

  private static No no(Instance instance, MailQueue.Limit limit) {
    String queue = " of queue " + instance.label();
    return switch (limit) {
      case MESSAGES -> new No("limit.messages" + queue, Replies.QUEUE_FULL);
      case BYTES -> new No("limit.bytes" + queue, Replies.QUEUE_FULL);
      case RATE -> new No("limit.rate" + queue, Replies.TOO_FAST);
    };
  }
}
