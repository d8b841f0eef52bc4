package org.quoin.net;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The one timer that ends what takes too long, for all listeners. */
@Component(service = Deadlines.class)
public final class Deadlines {
  private final ScheduledThreadPoolExecutor timer;

  @Activate
  public Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("net-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  @Deactivate
  public void close() {
    timer.shutdownNow();
  }

  /** Runs {@code action}, which must not block, after this time unless cancelled. */
  Future<?> after(Duration time, Runnable action) {
    return timer.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
