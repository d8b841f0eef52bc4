package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps to a number of messages per minute, as a bucket that fills drop by drop: a sixth of a
 * minute's worth may come at once, at least {@value #LEAST_BURST} messages, at most all of a
 * minute's worth. So in no minute come more than that and the rate together. Not thread-safe.
 */
final class Pace {
  static final int LEAST_BURST = 10;
  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private long perMinute;
  private double drops;
  private Instant filled = Instant.EPOCH;

  /** The most that may come at once. */
  static long burst(long perMinute) {
    return Math.min(perMinute, Math.max(LEAST_BURST, perMinute / 6));
  }

  /** Whether a message may come now. */
  boolean allows(long wanted, Instant now) {
    fill(wanted, now);
    return drops >= 1;
  }

  /** A message comes, which was allowed. */
  void take() {
    drops--;
  }

  /** A message that was to come has not. */
  void giveBack() {
    drops = Math.min((double) burst(perMinute), drops + 1);
  }

  /** A rate that is new begins with a full bucket; one that is changed with what is in it. */
  private void fill(long wanted, Instant now) {
    if (perMinute == 0) {
      drops = burst(wanted);
    } else if (now.isAfter(filled)) { // a clock that was set back gives nothing
      Duration passed = Duration.between(filled, now);
      double minutes = passed.toMinutes() >= 1 ? 1 : passed.toNanos() / (double) MINUTE_NANOS;
      drops += minutes * wanted;
    }
    drops = Math.min((double) burst(wanted), drops);
    perMinute = wanted;
    filled = now;
  }
}
