package org.quoin.api.queue;

import java.time.Instant;
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
   * @param at when the attempt ended; the next one follows from it and the birth
   */
  record Deferred(String queue, long message, int recipient, Instant at, Cause cause, String text)
      implements Mark {}

  /** The message has left this instance; nothing about it is kept. */
  record Removed(String queue, long message) implements QueueRecord {}
}
