package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

/** Waits until another thread does. */
final class Waiting {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Waiting() {}

  /** Until it waits with a limit of its own; one that ends instead has not waited. */
  static void await(Thread thread) {
    long start = System.nanoTime();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertNotEquals(Thread.State.TERMINATED, thread.getState(), "it did not wait");
      assertTrue(System.nanoTime() - start < LIMIT.toNanos(), () -> "it is " + thread.getState());
      Thread.onSpinWait();
    }
  }
}
