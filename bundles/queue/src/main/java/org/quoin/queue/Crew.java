package org.quoin.queue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that work for one instance now, so that its end can wait for them. */
final class Crew {
  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

  private static final ThreadLocal<@Nullable Hand> HANDS = new ThreadLocal<>();

  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition done = lock.newCondition();
  private final Set<Thread> busy = new HashSet<>();
  private int tasks;

  /** What one thread of the crew does next. */
  private static final class Hand {
    private final Crew crew;
    private boolean free;
    private @Nullable Runnable next;

    Hand(Crew crew) {
      this.crew = crew;
    }

    /** Whether it has room for a task of this crew. */
    @SuppressWarnings("ReferenceEquality") // crews are compared by identity
    boolean take(Crew whose, Runnable task) {
      boolean takes = whose == crew && free && next == null;
      next = takes ? task : next;
      return takes;
    }

    @Nullable Runnable next() {
      Runnable task = next;
      next = null;
      free = false;
      return task;
    }
  }

  Crew(Executor threads) {
    this.threads = threads;
  }

  void execute(Runnable task) {
    change(1, () -> {});
    Hand own = HANDS.get();
    if (own != null && own.take(this, task)) {
      return;
    }
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
   * Takes the last step of this thread's task. The first task that the step gives to the crew, this
   * thread does itself: to wake another and then fall asleep would cost more than many a task.
   */
  void lastly(Runnable step) {
    Hand own = HANDS.get();
    if (own != null) {
      own.free = true;
    }
    step.run();
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

  private void work(Runnable first) {
    Thread self = Thread.currentThread();
    Hand own = new Hand(this);
    HANDS.set(own);
    change(0, () -> busy.add(self));
    try {
      for (Runnable task = first; task != null; task = own.next()) {
        runOne(task);
        change(-1, () -> {});
      }
    } finally {
      change(0, () -> busy.remove(self));
      HANDS.remove();
    }
  }

  private static void runOne(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // whatever it was, the next task must still be done
      LOG.error("a task failed", e);
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
