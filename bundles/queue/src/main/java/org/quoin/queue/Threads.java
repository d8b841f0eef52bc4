package org.quoin.queue;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread for every task, at once. A few tasks get a thread of the system, kept for the next one:
 * most attempts wait for a disk, and a virtual thread would hold one of those anyway while it does.
 * All others get a virtual thread, for waiting for a slow peer must cost next to nothing.
 */
final class Threads implements Executor, AutoCloseable {
  static final int KEPT = 32;
  private static final long IDLE_SECONDS = 10;

  private final ThreadFactory others = Thread.ofVirtual().name("queue-virtual-", 1).factory();
  private final ThreadPoolExecutor kept =
      new ThreadPoolExecutor(
          0,
          KEPT,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("queue-", 1).factory(),
          (task, full) -> others.newThread(task).start());

  @Override
  public void execute(Runnable task) {
    try {
      kept.execute(task);
    } catch (OutOfMemoryError noThreadOfTheSystem) {
      others.newThread(task).start();
    }
  }

  /** What runs goes on to its end. */
  @Override
  public void close() {
    kept.shutdown();
  }
}
