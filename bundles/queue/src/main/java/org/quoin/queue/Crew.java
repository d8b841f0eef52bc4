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

  private final Executor threads;

  /** Of each thread while it works for this crew. */
  @SuppressWarnings("ThreadLocalUsage") // taken away again when the thread leaves
  private final ThreadLocal<@Nullable Hand> hands = new ThreadLocal<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition done = lock.newCondition();
  private final Set<Thread> busy = new HashSet<>();
  private int tasks;
  private boolean interrupted;

  /** What one thread of the crew does next. */
  private static final class Hand {
    private boolean free;
    private @Nullable Runnable next;

    /** Whether it has room for a task. */
    boolean take(Runnable task) {
      if (!free || next != null) {
        return false;
      }
      next = task;
      return true;
    }

    @Nullable Runnable next() {
      Runnable task = next;
      next = null;
      return task;
    }
  }

  Crew(Executor threads) {
    this.threads = threads;
  }

  void execute(Runnable task) {
    change(1, () -> {});
    Hand own = hands.get();
    if (own != null && own.take(task)) {
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
    Hand own = hands.get();
    if (own == null) {
      step.run();
      return;
    }
    own.free = true;
    try {
      step.run();
    } finally {
      own.free = false;
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
      interrupted = true;
      busy.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }

  private void work(Runnable first) {
    Thread self = Thread.currentThread();
    Hand own = new Hand();
    hands.set(own);
    change(0, () -> busy.add(self));
    try {
      for (Runnable task = first; task != null; task = own.next()) {
        runOne(task);
      }
    } finally {
      change(0, () -> busy.remove(self));
      hands.remove();
    }
  }

  private void runOne(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // whatever it was, the next task must still be done
      report(e);
    } finally {
      change(-1, this::forgetInterrupt);
    }
  }

  /** A plugin may have interrupted its own thread; that is nothing to the next task. */
  private void forgetInterrupt() {
    if (!interrupted) {
      boolean forgotten = Thread.interrupted();
      LOG.trace("interrupted: {}", forgotten);
    }
  }

  private static void report(Throwable e) {
    try {
      LOG.error("a task failed", e);
    } catch (LinkageError | RuntimeException unreported) { // while bundles are swapped
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
