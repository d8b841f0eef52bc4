package org.quoin.dns;

import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * When waiting ends.
 *
 * @param nanos a value of {@link System#nanoTime}
 */
record Deadline(long nanos) {
  static Deadline after(long millis) {
    return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** An earlier one, after a part of the time that is left. */
  Deadline share(int parts) {
    long now = System.nanoTime();
    return new Deadline(now + (nanos - now) / parts);
  }

  /**
   * At least 1.
   *
   * @throws SocketTimeoutException if it is over
   */
  int millisLeft() throws SocketTimeoutException {
    long left = nanos - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(left)));
  }
}
