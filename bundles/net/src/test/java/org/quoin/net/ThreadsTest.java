package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  private final BlockingQueue<Thread> begun = new ArrayBlockingQueue<>(2 * Threads.KEPT);

  @Test
  void allTasksRunAtOnceAndOnlyTheFirstOnThreadsOfTheSystem() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    try (Threads threads = new Threads("test")) {
      for (int i = 0; i < Threads.KEPT; i++) {
        assertFalse(begin(threads, end).isVirtual());
      }
      assertTrue(begin(threads, end).isVirtual());
    } finally {
      end.countDown();
    }
  }

  @Test
  void afterTheEndWhatStillComesIsDoneNevertheless() throws InterruptedException {
    Threads threads = new Threads("test");
    threads.close();
    threads.execute(() -> begun.add(Thread.currentThread()));
    assertTrue(next().isVirtual());
    assertEquals(0, begun.size());
  }

  private Thread begin(Threads threads, CountDownLatch end) throws InterruptedException {
    threads.execute(
        () -> {
          begun.add(Thread.currentThread());
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return next();
  }

  private Thread next() throws InterruptedException {
    Thread thread = begun.poll(10, TimeUnit.SECONDS);
    if (thread == null) {
      throw new AssertionError("the task was not begun");
    }
    return thread;
  }
}
