package org.quoin.net;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a read that waits too long. It looks at the input about once in each idle time, so a read
 * itself costs nothing; a timeout of the socket would cost two more system calls for every line.
 */
final class IdleWatch {
  /** Looking costs something, too. */
  private static final Duration SHORTEST = Duration.ofMillis(10);

  private final Timer timer;
  private final LongSupplier waitingNanos;
  private final Runnable expired;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Future<?> look;
  private long limitNanos;
  private boolean stopped;

  /** Does something later, as {@link Deadlines#after} does. */
  @FunctionalInterface
  interface Timer {
    Future<?> after(Duration time, Runnable action);
  }

  /**
   * @param waitingNanos how long a read has been waiting now; 0 if none is
   * @param expired called once when a read has waited for the whole limit; must not block
   */
  IdleWatch(Timer timer, LongSupplier waitingNanos, Runnable expired) {
    this.timer = timer;
    this.waitingNanos = waitingNanos;
    this.expired = expired;
  }

  /** Sets the longest wait, also for a read that waits already. */
  void limit(Duration longest) {
    lock.lock();
    try {
      long before = limitNanos;
      limitNanos = Math.max(SHORTEST.toNanos(), longest.toNanos());
      if (look == null || limitNanos < before) {
        lookIn(limitNanos);
      }
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      cancel();
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    lock.lock();
    try {
      long rest = limitNanos - waitingNanos.getAsLong();
      if (rest > 0) {
        lookIn(rest);
      } else if (!stopped) {
        stopped = true;
        expired.run();
      }
    } finally {
      lock.unlock();
    }
  }

  private void lookIn(long nanos) {
    cancel();
    if (!stopped) {
      look = timer.after(Duration.ofNanos(nanos), this::look);
    }
  }

  private void cancel() {
    if (look != null) {
      look.cancel(false);
    }
  }
}
