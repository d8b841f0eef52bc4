package org.quoin.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quoin.api.delivery.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs programs (L7, L9), a limited number at a time, each for a limited time. Nobody waits for a
 * free place: mail that finds none is tried later.
 *
 * <p>Whatever a program does with its output, none of it is kept here but its beginning ({@link
 * Output}). So a program can write as much as it likes, and so can a child that it leaves behind.
 */
final class Programs {
  private static final Logger LOG = LoggerFactory.getLogger(Programs.class);

  private final Limits limits;
  private final Map<String, String> inherited;
  private final Outlets outlets;
  private final Semaphore places;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final Set<CallThread> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param concurrency programs at a time
   * @param time for one program; then it is killed
   * @param output how long output is awaited that children of an ended program hold open
   */
  record Limits(int concurrency, Duration time, Duration output) {}

  /**
   * @param inherited environment of the platform that programs get
   * @param outlets for what they write; they are closed with this
   */
  Programs(Limits limits, Map<String, String> inherited, Outlets outlets) {
    this.limits = limits;
    this.outlets = outlets;
    this.inherited = Map.copyOf(inherited);
    this.places = new Semaphore(limits.concurrency());
  }

  /** Environment of the platform that programs get. */
  Map<String, String> inherited() {
    return inherited;
  }

  /** The right to run programs, one after the other; taken before anything is delivered. */
  final class Place implements AutoCloseable {
    private @Nullable CallThread stuck;
    private @Nullable Output ready;

    private Place() {}

    /**
     * Runs one and waits for its end.
     *
     * @throws NotNow if it could not run or was killed for taking too long
     * @throws InterruptedException if this thread was interrupted; the program is killed
     */
    ProgramEnd run(String command, Path home, Map<String, String> variables, Path message)
        throws NotNow, InterruptedException {
      requireName(home);
      ProcessBuilder program =
          Shell.start(command, home, variables, inherited).redirectInput(message.toFile());
      Output output = ready == null ? outlet() : ready;
      ready = null;
      return end(started(program, output), output);
    }

    /**
     * Makes sure that the first program has where to write to.
     *
     * @throws NotNow if there is no room for that
     */
    void prepare() throws NotNow {
      if (ready == null) {
        ready = outlet();
      }
    }

    /**
     * Runs one in this process, for the same time. It gives its place back only when it has ended.
     *
     * @return empty if the program is just being removed
     * @throws NotNow if it took too long
     */
    Optional<ProgramEnd> call(Callables.Call call, HostedDelivery delivery)
        throws NotNow, InterruptedException {
      requireOpen();
      Optional<CallThread> started = CallThread.start(call, delivery);
      return started.isEmpty() ? Optional.empty() : Optional.of(ended(started.get()));
    }

    private ProgramEnd ended(CallThread thread) throws NotNow, InterruptedException {
      calls.add(thread);
      try {
        if (closed) {
          thread.interrupt();
        }
        requireTime(thread.await(limits.time()));
        ProgramEnd end = thread.end();
        if (!end.isSuccess()) {
          requireOpen();
        }
        return end;
      } finally {
        calls.remove(thread);
        stuck = thread.isStuck() ? thread : null;
      }
    }

    @Override
    public void close() {
      if (ready != null) {
        ready.close();
      }
      if (stuck == null) {
        places.release();
      } else {
        stuck.afterwards(places::release);
      }
    }
  }

  /**
   * @throws NotNow if all places are taken
   */
  Place place() throws NotNow {
    if (!places.tryAcquire()) {
      throw NotNow.trouble(
          "All " + limits.concurrency() + " programs that may run at a time do. (#4.3.0)");
    }
    return new Place();
  }

  /** A home with bytes that are no text here is one that Java cannot start a process in. */
  private static void requireName(Path home) throws NotNow {
    if (!Path.of(home.toString()).equals(home)) {
      throw NotNow.trouble("Unable to run a program in " + home + ". (#4.3.0)");
    }
  }

  private Output outlet() throws NotNow {
    try {
      return outlets.open();
    } catch (IOException e) {
      LOG.warn("cannot make a pipe for what a program writes", e);
      throw NotNow.trouble("Unable to make a pipe. (#4.3.0)");
    }
  }

  private static Process started(ProcessBuilder program, Output output) throws NotNow {
    try {
      return output.start(program);
    } catch (IOException e) {
      LOG.warn("cannot run a program", e);
      throw NotNow.trouble("Unable to run /bin/sh. (#4.3.0)");
    }
  }

  private ProgramEnd end(Process program, Output output) throws NotNow, InterruptedException {
    running.add(program);
    try {
      requireOpen();
      await(program);
      ProgramEnd end = new ProgramEnd(program.exitValue(), written(output));
      if (!end.isSuccess()) {
        requireOpen(); // it may have failed because we have killed its children
      }
      return end;
    } finally {
      running.remove(program);
      if (program.isAlive()) {
        KillTree.killSession(program);
        output.close();
      } else if (!output.isAtEnd()) {
        outlets.leave(output);
      }
    }
  }

  private void requireOpen() throws NotNow {
    if (closed) {
      throw NotNow.missing("The local transport is being stopped.");
    }
  }

  private void await(Process program) throws NotNow, InterruptedException {
    requireTime(program.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS));
  }

  private void requireTime(boolean ended) throws NotNow {
    if (!ended) {
      throw new NotNow(
          Cause.TIMEOUT,
          "Program killed, it took longer than " + limits.time().toSeconds() + " s. (#4.3.0)");
    }
  }

  /**
   * What the program has done counts, so an interrupt must wait here. If a child of it still holds
   * the output, that is not waited for long; the child can go on writing.
   */
  private String written(Output output) {
    try {
      output.awaitEnd(limits.output());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return output.beginning();
  }

  /** Kills all that run; what comes now is killed at once. */
  void close() {
    closed = true;
    running.forEach(KillTree::killSession);
    calls.forEach(CallThread::interrupt);
    outlets.close();
  }
}
