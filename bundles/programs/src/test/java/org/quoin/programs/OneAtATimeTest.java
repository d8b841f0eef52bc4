package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneAtATimeTest {
  @TempDir Path folder;

  /** A process that holds the lock until its input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] file) throws IOException {
      try (FileChannel channel =
              FileChannel.open(
                  Path.of(file[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        System.out.println(held.isValid());
        System.in.readAllBytes();
      }
    }
  }

  @Test
  void waitsForAnotherProcess() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes =
        Path.of(OneAtATimeTest.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    Process holder =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                classes,
                Holder.class.getName(),
                folder.resolve("f.lock").toString())
            .start();
    try (BufferedReader said = holder.inputReader();
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      assertEquals("true", said.readLine());
      OneAtATime turns = new OneAtATime();
      Future<String> mine = thread.submit(() -> turns.in(folder.resolve("f"), () -> "mine"));
      assertThrows(TimeoutException.class, () -> mine.get(300, TimeUnit.MILLISECONDS));
      holder.getOutputStream().close();
      assertEquals("mine", mine.get(30, TimeUnit.SECONDS));
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void waitsForTheSameFileByAnotherName() throws Exception {
    OneAtATime turns = new OneAtATime();
    Path other = folder.resolve("./f");
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> mine =
          turns.in(
              folder.resolve("f"),
              () -> {
                Future<String> waiting = thread.submit(() -> turns.in(other, () -> "mine"));
                assertThrows(TimeoutException.class, () -> waiting.get(300, TimeUnit.MILLISECONDS));
                return waiting;
              });
      assertEquals("mine", mine.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void doesNotWaitForAnotherVersionOfItself() throws Exception {
    Path file = folder.resolve("f");
    OneAtATime old = new OneAtATime();
    OneAtATime updated = new OneAtATime();
    IOException busy =
        assertThrows(IOException.class, () -> old.in(file, () -> updatedIn(updated, file)));
    assertEquals(file + " is in use", busy.getMessage());
    assertEquals("free", updated.in(file, () -> "free"));
  }

  private static String updatedIn(OneAtATime updated, Path file) throws IOException {
    try {
      return updated.in(file, () -> "both");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void endsWithItsThreadsTime() throws Exception {
    Path file = folder.resolve("f");
    OneAtATime turns = new OneAtATime();
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> turns.in(file, () -> "late"));
    assertEquals("again", turns.in(file, () -> "again"));
  }
}
