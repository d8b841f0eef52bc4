package org.quoin.kit;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Hangs up everywhere once nothing goes on any more. Who waits for an answer under a watch looks at
 * no clock: with a time limit of its own Java's socket takes three calls of the system for what it
 * reads with one.
 */
public final class Watch implements AutoCloseable {
  private final LongSupplier progress;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("watch").factory());

  private final Future<?> looks;
  private long before;

  /**
   * @param patience how long nothing may go on; it may become twice as long
   * @param progress a number that another one follows whenever something has
   */
  public Watch(Duration patience, LongSupplier progress) {
    this.progress = progress;
    this.before = progress.getAsLong();
    long nanos = patience.toNanos();
    this.looks = clock.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  void over(Socket socket) {
    sockets.add(socket);
  }

  void release(Socket socket) {
    sockets.remove(socket);
  }

  private void look() {
    long now = progress.getAsLong();
    if (now == before) {
      sockets.forEach(Watch::hangUp);
    }
    before = now;
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Hangs up nowhere from now on. */
  @Override
  public void close() {
    looks.cancel(false);
    clock.shutdown();
  }
}
