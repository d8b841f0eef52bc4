package org.quoin.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a program that can go away at any moment: once closed nobody is let in, and whoever
 * closed it can wait for those inside. Never blocks a caller.
 */
final class Gate {
  private static final int CLOSED = Integer.MIN_VALUE;

  /** How many are inside; {@link #CLOSED} is added when the gate closes. */
  private final AtomicInteger inside = new AtomicInteger();

  private final CountDownLatch empty = new CountDownLatch(1);

  /** Lets the caller in, who must {@link #leave}; false if the gate is closed. */
  boolean enter() {
    return inside.getAndUpdate(n -> n < 0 ? n : n + 1) >= 0;
  }

  void leave() {
    if (inside.decrementAndGet() == CLOSED) {
      empty.countDown();
    }
  }

  void close() {
    if (inside.updateAndGet(n -> n | CLOSED) == CLOSED) {
      empty.countDown();
    }
  }

  /**
   * Waits until nobody is inside a closed gate.
   *
   * @return false if someone still is, or the caller was interrupted
   */
  boolean awaitEmpty(Duration limit) {
    try {
      return empty.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
