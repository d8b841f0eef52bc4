package org.quoin.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs other programs to their end. */
public final class Programs {
  private Programs() {}

  /**
   * Runs a program with {@code input} on its standard input.
   *
   * @throws IOException if it cannot be started or does not end within the limit; then it is killed
   */
  public static Result run(ProcessBuilder builder, String input, Duration limit)
      throws IOException {
    Process process = builder.start();
    CompletableFuture<String> out =
        CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading; its exit status says more.
    }
    if (!ended(process, limit)) {
      kill(process);
      throw new IOException(
          builder.command() + " did not end in " + limit + "\n" + out.join() + err.join());
    }
    return new Result(process.exitValue(), out.join(), err.join());
  }

  /** Kills a process and its children at once, as {@code kill -9} does, and waits for its end. */
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** Whether a process has ended within the limit. */
  public static boolean ended(Process process, Duration limit) throws IOException {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a program ran");
    }
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
