package org.quoin.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that holds a lock as qmail-send does, by flock(2), until it is closed. */
final class Flock implements AutoCloseable {
  private final Process process;

  Flock(Path file) throws IOException {
    process =
        new ProcessBuilder(
                "flock", "--no-fork", "--nonblock", file.toString(), "sh", "-c", "echo locked; cat")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    if (!"locked".equals(said.readLine())) {
      close();
      throw new IOException("flock did not lock " + file);
    }
  }

  /** Whether there is the program, and the kernel tells of its locks. */
  static boolean works() {
    return Files.isExecutable(Path.of("/usr/bin/flock"))
        && Files.isReadable(Path.of("/proc/locks"));
  }

  boolean isHeld() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
