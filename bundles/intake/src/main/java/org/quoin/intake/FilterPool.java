package org.quoin.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The platform threads on which filters run that may take their time, and the time limit for each.
 *
 * <p>A filter that does not come back is written off: its thread is left to it and a spare one
 * takes its place. There are as many spares as threads; when they are used up too, capacity
 * shrinks, and in the end mail waits. A thread that comes back after all counts again.
 */
final class FilterPool implements AutoCloseable {
  private static final long IDLE_SECONDS = 60;

  private final int threads;
  private final long limitNanos;
  private final Announcer announcer;
  private final ThreadPoolExecutor executor;
  private final Semaphore permits;
  private final AtomicInteger stuck = new AtomicInteger();

  FilterPool(int threads, Duration limit, Announcer announcer) {
    this.threads = threads;
    this.limitNanos = limit.toNanos();
    this.announcer = announcer;
    this.permits = new Semaphore(threads);
    this.executor =
        new ThreadPoolExecutor(
            2 * threads,
            2 * threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("quoin-filter-", 1).factory());
    executor.allowCoreThreadTimeOut(true);
  }

  /** Threads whose filter has not come back. */
  int stuck() {
    return stuck.get();
  }

  <S> Progress<S> run(HandOff<S> work) {
    try {
      if (!permits.tryAcquire(limitNanos, TimeUnit.NANOSECONDS)) {
        announcer.warning("all " + threads + " filter threads are busy, mail is deferred");
        return Progress.later("filters");
      }
      return submit(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Progress.later("filters");
    }
  }

  private <S> Progress<S> submit(HandOff<S> work) throws InterruptedException {
    Future<Progress<S>> future;
    try {
      future = executor.submit(() -> runAndReturn(work));
    } catch (RejectedExecutionException closed) {
      permits.release();
      return Progress.later("filters");
    }
    try {
      return await(work, future);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a filter call let something through", e);
    } catch (InterruptedException e) {
      work.giveUp();
      work.late().ifPresent(late -> setAside(late, future, "when its session was ended"));
      throw e;
    }
  }

  private <S> Progress<S> await(HandOff<S> work, Future<Progress<S>> future)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return future.get(Math.max(1, work.leftNanos(limitNanos)), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (work.giveUpAfter(limitNanos)) {
          return overdue(work.late(), future);
        }
      }
    }
  }

  private <S> Progress<S> overdue(Optional<Filter> late, Future<Progress<S>> future) {
    if (late.isEmpty()) {
      return Progress.later("filters");
    }
    setAside(late.get(), future, "for " + TimeUnit.NANOSECONDS.toSeconds(limitNanos) + " s");
    return Progress.later(late.get().name());
  }

  /** Leaves the thread to the filter; a task that has not even begun stays in the pool's queue. */
  private void setAside(Filter late, Future<?> future, String when) {
    late.writeOff();
    if (stuck.incrementAndGet() <= threads) {
      permits.release();
    }
    future.cancel(true);
    announcer.alert(
        "filter "
            + late.name()
            + " has not answered "
            + when
            + " and is set aside until it does; mail that it must see is deferred");
  }

  private <S> Progress<S> runAndReturn(HandOff<S> work) {
    try {
      return work.run();
    } finally {
      work.end().ifPresentOrElse(this::cameBack, permits::release);
    }
  }

  private void cameBack(Filter filter) {
    filter.cameBack();
    if (stuck.getAndDecrement() > threads) {
      permits.release();
    }
    announcer.warning("filter " + filter.name() + " has answered after all and is used again");
  }

  /** Lets running filters end for a while, then interrupts them. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (executor.awaitTermination(Board.FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }
}
