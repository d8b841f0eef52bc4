package org.quoin.queue;

import java.time.Instant;

/** Times as nanoseconds since 1970, as a million waiting recipients keep them: 1677 to 2262. */
final class Nanos {
  private static final long PER_SECOND = 1_000_000_000;
  private static final long MAX_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

  private Nanos() {}

  /** A time that is too far away becomes the farthest one. */
  static long of(Instant time) {
    long seconds = Math.clamp(time.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS);
    return seconds * PER_SECOND + time.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
  }
}
