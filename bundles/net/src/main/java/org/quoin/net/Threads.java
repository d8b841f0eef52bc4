package org.quoin.net;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for the conversations of one listener. A few get a thread of the system, kept for the
 * next one: the kernel itself wakes it when its peer sends, and a dialogue in which every line
 * waits for an answer is mostly waking. All others get a virtual thread, which costs next to
 * nothing while its peer is silent.
 */
final class Threads implements Executor, AutoCloseable {
  /** As many as are worth their memory; with more peers than that the processors are busy. */
  static final int KEPT = 32;

  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor kept;
  private final ThreadFactory others;

  /**
   * @param listener name of the listener, for people
   */
  Threads(String listener) {
    others = Thread.ofVirtual().name("net-" + listener + "-virtual-", 1).factory();
    kept =
        new ThreadPoolExecutor(
            0,
            KEPT,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("net-" + listener + "-", 1).factory(),
            (task, full) -> others.newThread(task).start());
  }

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
