package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;

/**
 * When a recipient is tried again (Q11), and which attempt is the last (Q12). Ages count in whole
 * seconds, as in qmail-send(8).
 */
final class Schedule {
  /** The last attempt's words in log and bounce (Q12). */
  static final String GIVEN_UP =
      "I'm not going to try again; this message has been in the queue too long.\n";

  private static final long LOCAL_SKIP = 10;
  private static final long REMOTE_SKIP = 20;
  private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);

  private Schedule() {}

  /**
   * The attempt after one that ended without a decision: birth + (isqrt(age) + c)² seconds, c = 10
   * for local and 20 for all other transports.
   */
  static Instant next(Instant birth, Instant ended, boolean local) {
    long steps = root(age(birth, ended)) + (local ? LOCAL_SKIP : REMOTE_SKIP);
    return birth.plusSeconds(steps * steps);
  }

  /** Whether an attempt that starts now is the last one, given that one was deferred before. */
  static boolean isLast(Instant birth, Instant now, long lifetimeSeconds) {
    return now.getEpochSecond() - birth.getEpochSecond() > lifetimeSeconds;
  }

  /**
   * When to look again whether something unnamed that was missing is there: an arrival wakes the
   * recipient anyhow, this only guards against one that is not noticed.
   */
  static Instant nextLook(Instant missingSince, Instant now) {
    Duration waited = Duration.between(missingSince, now);
    Duration wait = waited.compareTo(LONGEST_LOOK) < 0 ? waited : LONGEST_LOOK;
    return now.plus(wait.compareTo(FIRST_LOOK) < 0 ? FIRST_LOOK : wait);
  }

  private static long age(Instant birth, Instant now) {
    return Math.max(0, now.getEpochSecond() - birth.getEpochSecond());
  }

  private static long root(long number) {
    long root = (long) Math.sqrt((double) number);
    while (root * root > number) {
      root--;
    }
    while ((root + 1) * (root + 1) <= number) {
      root++;
    }
    return root;
  }
}
