package org.quoin.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.quoin.api.delivery.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process that makes deliveries as their recipient, seen from the platform. Whoever waits for
 * it waits for a limited time: a thread of its own reads and writes its pipes, which the user can
 * hold up for ever.
 *
 * <p>After any trouble it is not used again, but ended: its standard input is closed, which a
 * worker heeds, and if it does not it is killed with its children.
 */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Identity identity;
  private final WorkerProcess process;
  private final ExecutorService talk =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("worker").factory());

  private volatile boolean spoiled;
  private volatile Instant idleSince = Instant.MAX;
  private boolean ready;
  private boolean ending;

  /** A process that is started with its first delivery. */
  Worker(Identity identity, Launcher launcher) {
    this.identity = identity;
    this.process = new WorkerProcess(identity, launcher);
  }

  Identity identity() {
    return identity;
  }

  /** Only one at a time. */
  WorkerAnswer deliver(WorkerTask task, Limits limits) throws NotNow, InterruptedException {
    boolean done = false;
    try {
      if (!ready) {
        call(process::start, limits.start());
        ready = true;
      }
      WorkerAnswer answer = call(() -> process.exchange(task), limits.delivery());
      done = true;
      return answer;
    } finally {
      spoiled = spoiled || !done;
    }
  }

  /**
   * How long things may take.
   *
   * @param start until it is ready
   * @param delivery from the task to the answer
   */
  record Limits(Duration start, Duration delivery) {}

  private <T> T call(Callable<T> step, Duration limit) throws NotNow, InterruptedException {
    try {
      Future<T> result = talk.submit(step);
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new NotNow(
          Cause.TIMEOUT,
          "Worker of %s killed, it took longer than %d s. (#4.3.0)"
              .formatted(identity, limit.toSeconds()));
    } catch (ExecutionException e) {
      throw trouble(e);
    } catch (RejectedExecutionException e) {
      throw NotNow.trouble("Worker of " + identity + " is being ended. (#4.3.0)");
    }
  }

  private NotNow trouble(ExecutionException e) {
    if (e.getCause() instanceof NotNow known) {
      return known;
    }
    LOG.warn("worker of {}: {}", identity, String.valueOf(e.getCause()));
    String what = e.getCause() instanceof GarbageException ? " talks garbage" : " has died";
    return NotNow.trouble("Worker of " + identity + what + ". (#4.3.0)");
  }

  /** Whether it can have another delivery. */
  boolean isUsable() {
    try {
      return !spoiled && process.isQuiet();
    } catch (IOException e) {
      return false;
    }
  }

  void rest(Instant now) {
    idleSince = now;
  }

  boolean restsSince(Instant before) {
    return !idleSince.isAfter(before);
  }

  /**
   * Ends it, in a thread of its own. A second call has no effect; calls come one at a time.
   *
   * @param gone is run when it has ended and nothing waits for its pipes any more
   */
  void end(Runnable gone) {
    spoiled = true;
    if (ending) {
      return;
    }
    ending = true;
    Thread.ofPlatform()
        .daemon()
        .name("worker-end")
        .start(
            () -> {
              process.end();
              talk.execute(gone);
              talk.shutdown();
            });
  }
}
