package org.quoin.queue;

import java.time.Duration;

/** Calls back later. Calls must be short: one thread serves all instances. */
@FunctionalInterface
interface Timer {
  /**
   * @return withdraws the call, unless it has begun
   */
  Runnable after(Duration delay, Runnable call);
}
