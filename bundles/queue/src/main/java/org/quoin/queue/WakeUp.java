package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One instance's alarm clock: of all times asked for, only the earliest is set. It rings at least
 * once a minute, so that a clock that is set does not make mail late.
 */
final class WakeUp {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Timer timer;
  private final Runnable call;
  private final ReentrantLock lock = new ReentrantLock();
  private Instant set = Instant.MAX;
  private Runnable withdraw = () -> {};
  private long number;

  WakeUp(Timer timer, Runnable call) {
    this.timer = timer;
    this.call = call;
  }

  void notLaterThan(Instant time, Instant now) {
    Instant longest = now.plus(LONGEST);
    Instant next = time.isAfter(longest) ? longest : time;
    lock.lock();
    try {
      if (next.isBefore(set)) {
        withdraw.run();
        set = next;
        long mine = ++number;
        Duration delay = next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
        withdraw = timer.after(delay, () -> ring(mine));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The earliest alarm is over; one that was withdrawn too late rings, too, and does no harm. */
  private void ring(long alarm) {
    lock.lock();
    try {
      if (alarm == number) {
        set = Instant.MAX;
        withdraw = () -> {};
      }
    } finally {
      lock.unlock();
    }
    call.run();
  }
}
