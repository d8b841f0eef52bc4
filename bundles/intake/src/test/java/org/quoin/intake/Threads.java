package org.quoin.intake;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for other threads, with a limit that only a broken test meets. */
final class Threads {
  private static final long LIMIT_SECONDS = 20;

  private Threads() {}

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@link #await}, for a filter that cares for no interrupt. */
  static void awaitStubbornly(CountDownLatch latch) {
    boolean interrupted = true;
    while (interrupted) {
      try {
        if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("nobody came");
        }
        interrupted = false;
      } catch (InterruptedException goOn) {
        interrupted = true;
      }
    }
  }

  static void awaitThat(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it never came true");
      }
      Thread.onSpinWait();
    }
  }
}
