package org.quoin.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs steps one after the other, on a thread that exists only while there are steps. */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Runnable> steps = new ArrayDeque<>();
  private boolean busy;
  private boolean stopped;

  Worker(Executor threads) {
    this.threads = threads;
  }

  /**
   * @return false if it is stopped: nothing happens any more
   */
  boolean execute(Runnable step) {
    lock.lock();
    try {
      if (!stopped) {
        steps.add(step);
        begin();
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs a step and waits for it.
   *
   * @return false if it was not done within the limit; it may be later
   */
  boolean await(Runnable step, Duration limit) {
    CountDownLatch done = new CountDownLatch(1);
    boolean coming =
        execute(
            () -> {
              try {
                step.run();
              } finally {
                done.countDown();
              }
            });
    try {
      return coming && done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Takes no more steps; those that wait are still done. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    if (!busy) {
      busy = true;
      threads.execute(this::runAll);
    }
  }

  private void runAll() {
    for (Runnable step = next(); step != null; step = next()) {
      runOne(step);
    }
  }

  private static void runOne(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) { // even after an error in foreign code the next steps must still be done
      LOG.error("a step failed", e);
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      Runnable step = steps.poll();
      busy = step != null;
      return step;
    } finally {
      lock.unlock();
    }
  }
}
