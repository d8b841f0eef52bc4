package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueRecord.Settled;

/** Says what an attempt's outcome means for its recipient, and which facts follow from it. */
final class Judge {
  private final String queue;
  private final Limits limits;

  /**
   * @param queue id of the instance
   */
  Judge(String queue, Limits limits) {
    this.queue = queue;
    this.limits = limits;
  }

  /**
   * The outcome that counts: a deferral in the last attempt is a failure (Q12), and no report is
   * longer than it may be (Q21). The first attempt is never the last, so mail that had to wait for
   * us is tried at least twice.
   */
  Outcome judge(Recipient recipient, Outcome outcome, Instant started, Settings settings) {
    return switch (outcome) {
      case Outcome.Delivered d -> new Outcome.Delivered(Report.cut(d.text()));
      case Outcome.Failed f -> new Outcome.Failed(Report.cut(f.text()));
      case Outcome.Later l when l.cause().ages() && isLast(recipient, started, settings) ->
          new Outcome.Failed(Report.with(l.text(), Schedule.GIVEN_UP));
      case Outcome.Later l -> new Outcome.Later(l.cause(), Report.cut(l.text()));
    };
  }

  /**
   * The facts to note. The recipient that is settled last takes the message with it, unless the
   * sender must be told of others.
   *
   * @param last true if all other recipients are settled and noted
   */
  List<QueueRecord> facts(Recipient recipient, Outcome outcome, boolean last, Instant now) {
    Message message = recipient.message();
    long number = message.number();
    int index = recipient.index();
    return switch (outcome) {
      case Outcome.Delivered d when last && !message.hasNews() ->
          List.of(new Removed(queue, number));
      case Outcome.Delivered d -> List.of(new Settled(queue, number, index, false, d.text()));
      case Outcome.Failed f -> List.of(new Settled(queue, number, index, true, f.text()));
      case Outcome.Later l when !l.cause().ages() && recipient.standing().misses(l.text()) ->
          List.of();
      case Outcome.Later l -> {
        Duration excused = recipient.standing().excusedAt(now);
        yield List.of(
            new Deferred(
                queue, number, index, now, Optional.empty(), excused, l.cause(), l.text()));
      }
    };
  }

  private boolean isLast(Recipient recipient, Instant started, Settings settings) {
    return recipient.standing().deferrals() > 0
        && isOverdue(recipient, started, limits.lifetimeSeconds(settings));
  }

  /** Whether its time is over, so that an attempt that starts now may be its last. */
  static boolean isOverdue(Recipient recipient, Instant now, long lifetimeSeconds) {
    Instant accepted = recipient.message().birth();
    Instant birth = recipient.standing().birth(accepted, now);
    return Schedule.isLast(birth, now, lifetimeSeconds);
  }
}
