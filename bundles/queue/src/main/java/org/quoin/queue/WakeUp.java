package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One instance's alarm clock: the earliest time asked for is kept, and a later call of an alarm
 * that was set before does no harm. It rings at least once a minute, so that a clock that is set
 * does not make mail late. Guarded by the dispatcher's lock.
 */
final class WakeUp {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Timer timer;
  private final Runnable call;
  private @Nullable Instant set;

  WakeUp(Timer timer, Runnable call) {
    this.timer = timer;
    this.call = call;
  }

  void notLaterThan(Instant time, Instant now) {
    Instant earlier = set;
    if (earlier != null && !time.isBefore(earlier) && earlier.isAfter(now)) {
      return;
    }
    Instant next = time.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : time;
    set = next;
    timer.after(next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO, call);
  }
}
