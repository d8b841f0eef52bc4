package org.quoin.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** Waits for a platform to come up or to go down. */
final class Patience {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = 50_000_000;

  private Patience() {}

  /** For {@code start}: returns 0 once the process that was started says it is ready. */
  static int untilReady(Base base, long pid) throws IOException {
    long started = System.nanoTime();
    while (System.nanoTime() - started < READY.toNanos()) {
      if (ready(base, pid)) {
        System.out.printf(
            "quoin: ready after %.1f s on %s (pid %d)%n",
            (System.nanoTime() - started) / 1e9, base.folder(), pid);
        return 0;
      }
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        throw new IOException("did not start: " + lastWords(base));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new IOException("runs, but is not ready after " + READY.toSeconds() + " s: " + why(base));
  }

  /** For {@code stop}: SIGTERM, and returns 0 once the process has ended. */
  static int untilStopped(Base base) throws IOException {
    OptionalLong holder = BaseLock.holder(base);
    if (holder.isEmpty()) {
      throw new IOException("not running on " + base.folder());
    }
    ProcessHandle process =
        ProcessHandle.of(holder.getAsLong())
            .orElseThrow(() -> new IOException("its pid is not known: " + base.var("pid")));
    process.destroy();
    long asked = System.nanoTime();
    while (process.isAlive()) {
      if (System.nanoTime() - asked > STOP.toNanos()) {
        throw new IOException(
            "still running after " + STOP.toSeconds() + " s: pid " + process.pid());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return 0;
  }

  private static boolean ready(Base base, long pid) {
    try {
      return BaseLock.holder(base).equals(OptionalLong.of(pid))
          && status(base, Output.collected()) == 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String why(Base base) throws IOException {
    Output answer = new Output(System.out, System.err);
    status(base, answer);
    return "see above";
  }

  private static int status(Base base, Output output) throws IOException {
    try (Link link = Link.to(base)) {
      return link.run(List.of("quoin:status"), output);
    }
  }

  private static String lastWords(Base base) throws IOException {
    Path console = base.folder().resolve("log/console.log");
    List<String> lines = Files.exists(console) ? Files.readAllLines(console) : List.of();
    return lines.isEmpty() ? "it said nothing" : lines.getLast().replaceFirst("^quoin: ", "");
  }
}
