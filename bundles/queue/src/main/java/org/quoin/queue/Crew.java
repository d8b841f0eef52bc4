package org.quoin.queue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The threads that work for one instance now, so that its end can wait for them. */
final class Crew {
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition done = lock.newCondition();
  private final Set<Thread> busy = new HashSet<>();
  private int tasks;

  Crew(Executor threads) {
    this.threads = threads;
  }

  void execute(Runnable task) {
    change(1, () -> {});
    boolean handedOver = false;
    try {
      threads.execute(() -> work(task));
      handedOver = true;
    } finally {
      if (!handedOver) {
        change(-1, () -> {});
      }
    }
  }

  /**
   * Waits until nobody works.
   *
   * @return false if somebody still does
   */
  boolean awaitIdle(Duration limit) {
    lock.lock();
    try {
      long nanos = limit.toNanos();
      while (tasks > 0 && nanos > 0) {
        nanos = done.awaitNanos(nanos);
      }
      return tasks == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts all who work. */
  void interrupt() {
    lock.lock();
    try {
      busy.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }

  private void work(Runnable task) {
    Thread self = Thread.currentThread();
    change(0, () -> busy.add(self));
    try {
      task.run();
    } finally {
      change(-1, () -> busy.remove(self));
    }
  }

  private void change(int more, Runnable also) {
    lock.lock();
    try {
      also.run();
      tasks += more;
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
