package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

/** What the end of an attempt says about its destination. */
enum Sign {
  ANSWER,
  /** An answer, and nobody had to wait for it. */
  QUICK_ANSWER,
  /** The attempt kept its room and came to nothing. */
  TIMEOUT,
  /** The trouble was ours. */
  NONE;

  /**
   * Whatever the other side said is an answer, and so is a connection that is refused at once: only
   * timeouts count against a destination (R5).
   */
  static Sign of(Outcome outcome, Instant started, Instant now) {
    boolean quick = Duration.between(started, now).compareTo(Evidence.HANG) < 0;
    Sign answer = quick ? QUICK_ANSWER : ANSWER;
    return switch (outcome) {
      case Outcome.Delivered d -> answer;
      case Outcome.Failed f -> answer;
      case Outcome.Later l -> of(l.cause(), quick, answer);
    };
  }

  private static Sign of(Cause cause, boolean quick, Sign answer) {
    return switch (cause) {
      case ANSWER -> answer;
      case CONNECT -> quick ? answer : TIMEOUT;
      case TIMEOUT -> TIMEOUT;
      case MISSING_PLUGIN, LOCAL_TROUBLE -> NONE;
    };
  }
}
