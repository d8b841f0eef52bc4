package org.quoin.api.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.quoin.api.Content;
import org.quoin.api.delivery.Cause;

/** A fact about one message in one queue instance. A queue's state is the fold of its records. */
public sealed interface QueueRecord {
  /** Id of the queue instance, such as {@code 00}. */
  String queue();

  /** Number of the message, unique in its store and never used again. */
  long message();

  /** A fact about a message that is already there; the log keeps it as long as the message. */
  sealed interface Mark extends QueueRecord {}

  /**
   * The message is ours now.
   *
   * @param birth when it was accepted; retry times and lifetime count from here (Q11, Q12)
   * @param content its body may be shared with the same message in other instances
   */
  record Accepted(String queue, long message, Instant birth, Envelope envelope, Content content)
      implements QueueRecord {}

  /**
   * One recipient is done, for good or for bad.
   *
   * @param recipient index in the envelope
   * @param failed true if the sender must be told
   * @param text the transport's report, at most 3000 bytes
   */
  record Settled(String queue, long message, int recipient, boolean failed, String text)
      implements Mark {}

  /**
   * An attempt for one recipient ended without a decision.
   *
   * @param at when the attempt ended
   * @param next when the next one is due; if empty it follows from {@code at} and the birth (Q11)
   * @param excused how long something was missing until {@code at}, in all; this is no part of the
   *     message's age
   */
  record Deferred(
      String queue,
      long message,
      int recipient,
      Instant at,
      Optional<Instant> next,
      Duration excused,
      Cause cause,
      String text)
      implements Mark {}

  /**
   * An operator has decided about the whole message.
   *
   * @param held true: it is not tried until it is released; false: it is, even if it was suspect
   */
  record Held(String queue, long message, boolean held) implements Mark {}

  /** The message has left this instance; nothing about it is kept. */
  record Removed(String queue, long message) implements QueueRecord {}
}
