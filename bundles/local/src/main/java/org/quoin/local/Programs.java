package org.quoin.local;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * <p>Whatever a program does with its output, none of it is kept here but its beginning: it goes to
 * a second small process, which passes that on and throws the rest away. So a program can write as
 * much as it likes, and a child that it leaves behind can neither fill our memory nor keep a thread
 * of ours by holding the output open.
 */
final class Programs {
  private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
  private static final List<String> KEEP_BEGINNING =
      List.of("/bin/sh", "-c", "head -c " + Transcript.MOST_BYTES + "; exec cat >/dev/null");

  private final Limits limits;
  private final Map<String, String> inherited;
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
   */
  Programs(Limits limits, Map<String, String> inherited) {
    this.limits = limits;
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
          Shell.start(command, home, variables, inherited)
              .redirectInput(message.toFile())
              .redirectErrorStream(true);
      return end(started(program));
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

  /** The program, and the process that its output goes to. */
  private List<Process> started(ProcessBuilder program) throws NotNow {
    ProcessBuilder output = new ProcessBuilder(KEEP_BEGINNING).redirectError(Redirect.DISCARD);
    output.environment().clear();
    output.environment().putAll(inherited);
    try {
      return ProcessBuilder.startPipeline(List.of(program, output));
    } catch (IOException e) {
      LOG.warn("cannot run a program", e);
      throw NotNow.trouble("Unable to run /bin/sh. (#4.3.0)");
    }
  }

  private ProgramEnd end(List<Process> pipeline) throws NotNow, InterruptedException {
    Process program = pipeline.getFirst();
    Process output = pipeline.getLast();
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
        KillTree.kill(output);
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
   * the output, that is not told; the child can go on writing.
   */
  private String written(Process output) {
    boolean ended = false;
    try {
      ended = output.waitFor(limits.output().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (InputStream in = output.getInputStream()) {
      byte[] told = ended ? in.readNBytes(Transcript.MOST_BYTES) : new byte[0];
      return new String(told, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      LOG.warn("cannot read what a program has written", e);
      return "";
    }
  }

  /** Kills all that run; what comes now is killed at once. */
  void close() {
    closed = true;
    running.forEach(KillTree::killSession);
    calls.forEach(CallThread::interrupt);
  }
}
