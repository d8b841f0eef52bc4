package org.quoin.local;

import java.io.IOException;
import java.time.Duration;
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

  private final Callables.Call call;
  private final HostedDelivery delivery;
  private final Thread thread;
  private volatile int exit = LocalProgram.LATER;

  private CallThread(Callables.Call call, HostedDelivery delivery) {
    this.call = call;
    this.delivery = delivery;
    this.thread = Thread.ofPlatform().daemon().name("program " + call.name()).unstarted(this::run);
  }

  static CallThread start(Callables.Call call, HostedDelivery delivery) {
    CallThread started = new CallThread(call, delivery);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      exit = call.program().run(delivery, call.arguments());
    } catch (IOException e) {
      delivery.complain(call.name() + ": fatal: " + e.getMessage() + "\n");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // who has done it knows why
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("program {} failed", call.name(), e);
      delivery.complain(call.name() + ": fatal: failed\n");
    }
  }

  /** Whether it has ended within this time. */
  boolean await(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  /** How it ended; only after {@link #await}. */
  ProgramEnd end() {
    return new ProgramEnd(exit, delivery.said());
  }

  /** Tells it to end; what it does from now on has no effect. */
  void interrupt() {
    delivery.close();
    thread.interrupt();
  }

  /** Whether it is still there some time after it was told to end. */
  boolean isStuck() {
    boolean interrupted = Thread.interrupted();
    try {
      return !thread.join(GRACE);
    } catch (InterruptedException e) {
      interrupted = true;
      return thread.isAlive();
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
