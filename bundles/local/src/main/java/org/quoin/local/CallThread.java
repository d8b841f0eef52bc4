package org.quoin.local;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.quoin.api.program.LocalProgram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that runs in this process, in a thread of the system of its own: foreign code that
 * never ends must hold up nobody else.
 */
final class CallThread {
  private static final Logger LOG = LoggerFactory.getLogger(CallThread.class);
  private static final Duration GRACE = Duration.ofSeconds(2);

  /**
   * One that hands mail in when its time is over has so long to say that it is done: longer than
   * filters may take by default, who look at that mail meanwhile.
   */
  private static final Duration HANDED_IN = Duration.ofSeconds(40);

  private final Callables.Call call;
  private final HostedDelivery delivery;
  private final Thread thread;
  private volatile int exit = LocalProgram.LATER;

  private CallThread(Callables.Call call, HostedDelivery delivery) {
    this.call = call;
    this.delivery = delivery;
    this.thread = Thread.ofPlatform().daemon().name("program " + call.name()).unstarted(this::run);
  }

  /** Starts it; empty if the program is just being removed. */
  static Optional<CallThread> start(Callables.Call call, HostedDelivery delivery) {
    if (!call.gated().gate().enter()) {
      return Optional.empty();
    }
    CallThread started = new CallThread(call, delivery);
    try {
      started.thread.start();
    } catch (OutOfMemoryError e) { // what the JDK says if the system gives no more threads
      call.gated().gate().leave();
      throw e;
    }
    return Optional.of(started);
  }

  private void run() {
    try {
      exit = call.gated().program().run(delivery, call.arguments());
    } catch (IOException e) {
      delivery.complain(call.name() + ": fatal: " + e.getMessage() + "\n");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // who has done it knows why
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("program {} failed", call.name(), e);
      delivery.complain(call.name() + ": fatal: failed\n");
    } finally {
      call.gated().gate().leave();
    }
  }

  /**
   * Whether it has ended within this time. One that has handed in mail, or does so just now, may
   * still say a little later that all is well: else it would hand it in again with the next try.
   *
   * @throws InterruptedException if this thread was interrupted, unless all is well
   */
  boolean await(Duration limit) throws InterruptedException {
    boolean interrupted = false;
    try {
      if (thread.join(limit)) {
        return true;
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    interrupt();
    boolean well = delivery.hasHandedIn() && hasEnded(HANDED_IN) && end().isSuccess();
    if (interrupted && !well) {
      throw new InterruptedException();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return well;
  }

  /** How it ended; only after {@link #await}. */
  ProgramEnd end() {
    return new ProgramEnd(exit, delivery.said());
  }

  /**
   * Tells it to end; what it does from now on has no effect. What it is handing in just now goes on
   * undisturbed, and the thread is interrupted when that is done.
   */
  void interrupt() {
    if (delivery.closed()) {
      thread.interrupt();
    }
  }

  /** Tells it to end whatever it does, and whether it is still there some time after. */
  boolean isStuck() {
    delivery.close();
    thread.interrupt();
    return !hasEnded(GRACE);
  }

  /** Waits whatever comes. */
  private boolean hasEnded(Duration limit) {
    boolean interrupted = Thread.interrupted();
    try {
      return thread.join(limit);
    } catch (InterruptedException e) {
      interrupted = true;
      return !thread.isAlive();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for it however long it takes, and does this then. */
  void afterwards(Runnable what) {
    LOG.error("program {} does not end: it keeps one of concurrency.programs", call.name());
    Thread.startVirtualThread(
        () -> {
          try {
            thread.join();
            what.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
