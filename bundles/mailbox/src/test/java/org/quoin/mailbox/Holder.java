package org.quoin.mailbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process of this machine: it holds a file's lock until it is closed. */
final class Holder implements AutoCloseable {
  private final Process process;

  Holder(Path file) throws IOException {
    process = start(Holder.class, file.toString());
    BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
    if (!"locked".equals(said.readLine())) {
      throw new IOException("the other process did not get the lock");
    }
  }

  /** Runs a class of these tests; what goes wrong there shows on our standard error. */
  static Process start(Class<?> main, String... args) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] args) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(args[0], "rw");
        FileLock lock = file.getChannel().lock()) {
      System.out.println(lock.isValid() ? "locked" : "not locked");
      while (System.in.read() >= 0) {
        // until the test closes the pipe or ends
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
