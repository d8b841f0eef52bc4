package org.quoin.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class BaseLockTest {
  @TempDir Path folder;
  private Base base;

  BaseLockTest() {}

  @BeforeEach
  void makeFolder() throws IOException {
    base = Base.at(folder.toString());
    Files.createDirectories(base.var(""));
  }

  @Test
  void aBaseThatWasNeverUsedHasNoHolder() throws IOException {
    assertEquals(OptionalLong.empty(), BaseLock.holder(base));
    assertEquals(OptionalLong.empty(), BaseLock.holder(Base.at(folder + "/nowhere")));
    assertFalse(Files.exists(folder.resolve("nowhere")));
  }

  @Test
  void whatAKilledProcessLeftIsNoLock() throws Exception {
    try (Holder holder = new Holder(base)) {
      holder.kill();
    }
    assertEquals(OptionalLong.empty(), BaseLock.holder(base));
    try (BaseLock lock = BaseLock.take(base)) {
      lock.announce();
      assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(base.var("pid")));
    }
    assertFalse(Files.exists(base.var("pid")));
  }

  @Test
  void aSecondProcessIsRefusedAndToldWhoHasIt() throws Exception {
    try (Holder holder = new Holder(base)) {
      assertEquals(OptionalLong.of(holder.pid()), BaseLock.holder(base));
      IOException refused = assertThrows(IOException.class, () -> BaseLock.take(base));
      assertEquals(
          "already running on " + folder + " (pid " + holder.pid() + ")", refused.getMessage());
    }
  }

  @Test
  void aPidFileThatSaysNonsenseIsNoPid() throws Exception {
    try (Holder holder = new Holder(base)) {
      Files.writeString(base.var("pid"), "nonsense");
      assertEquals(OptionalLong.of(0), BaseLock.holder(base));
      holder.kill();
    }
  }

  /** Another process that holds the lock; locks of one process do not shut itself out. */
  static final class Holder implements AutoCloseable {
    private final Process process;

    Holder(Base base) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  base.folder().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader said = process.inputReader();
      assertEquals("held", said.readLine());
    }

    public static void main(String[] args) throws IOException {
      try (BaseLock lock = BaseLock.take(Base.at(args[0]))) {
        lock.announce();
        System.out.println("held");
        System.in.read();
      }
    }

    long pid() {
      return process.pid();
    }

    void kill() {
      process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
      kill();
    }
  }
}
