package org.quoin.kit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something another process does: asks again and again, but never for ever. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /** Something that is true sooner or later. */
  @FunctionalInterface
  public interface Check {
    boolean holds() throws Exception;
  }

  /** Whether {@code check} came to hold within the limit. */
  public static boolean within(Duration limit, Check check) throws Exception {
    return within(limit, PAUSE, check);
  }

  /**
   * The same for a check that costs something.
   *
   * @param pause between two checks
   */
  public static boolean within(Duration limit, Duration pause, Check check) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!check.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return true;
  }

  /**
   * Waits until {@code check} holds.
   *
   * @throws AssertionError if it does not within the limit
   */
  public static void until(String what, Duration limit, Check check) throws Exception {
    if (!within(limit, check)) {
      throw new AssertionError("not within " + limit.toMillis() + " ms: " + what);
    }
  }

  /** A short rest between two looks at another process. */
  static void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
