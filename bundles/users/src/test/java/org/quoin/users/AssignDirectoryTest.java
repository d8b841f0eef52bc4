package org.quoin.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AssignDirectoryTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private Path file;
  private AssignDirectory directory;

  @BeforeEach
  void open() {
    file = folder.resolve("assign");
    directory = new AssignDirectory(text(), now::get);
  }

  @Test
  void anAbsentFileMakesMailWaitUntilItIsThere() throws IOException {
    IOException e = assertThrows(IOException.class, () -> directory.find("alice"));
    assertEquals("users/assign is not there", e.getMessage());
    assertThrows(IOException.class, () -> directory.accounts());
    write(".\n");
    later(1000);
    assertTrue(directory.find("alice").isEmpty());
    Files.delete(file);
    later(1000);
    assertThrows(IOException.class, () -> directory.find("alice"));
  }

  @Test
  void aChangeIsSeenWithinASecond() throws IOException {
    write("=alice:a:1:1:/a:::\n.\n");
    assertTrue(directory.find("alice").isPresent());
    write("=bobby:b:1:1:/b:::\n.\n");
    later(1000);
    assertTrue(directory.find("alice").isEmpty());
    assertTrue(directory.find("bobby").isPresent());
  }

  @Test
  void aSecondChangeInOneTickOfTheClockIsSeenToo() throws IOException {
    write("=alice:a:1:1:/a:::\n.\n");
    FileTime tick = FileTime.from(START);
    Files.setLastModifiedTime(file, tick);
    assertTrue(directory.find("alice").isPresent());
    write("=bobby:b:1:1:/b:::\n.\n");
    Files.setLastModifiedTime(file, tick);
    later(500);
    assertTrue(directory.find("bobby").isPresent());
  }

  @Test
  void anUnchangedFileIsNotReadAgain() throws IOException {
    write("=alice:a:1:1:/a:::\n.\n");
    Current<Assignments> current = new Current<>(text(), AssignSyntax::parse, now::get);
    Assignments first = current.now();
    later(500);
    assertSame(first, current.now());
    write("=robert:b:1:1:/b:::\n.\n");
    later(500);
    assertNotSame(first, current.now());
  }

  @Test
  @Timeout(30)
  void aChangeOfTheModeAloneIsSeen() throws IOException {
    write(".\n");
    Stamp before = Stamp.of(file, START);
    assertTrue(Stamp.of(file, START).proves(before));
    do {
      Files.setPosixFilePermissions(file, Set.of());
    } while (Stamp.of(file, START).changed().equals(before.changed()));
    assertFalse(Stamp.of(file, START).proves(before));
  }

  @Test
  void aBrokenFileMakesMailWaitUntilItIsMended() throws IOException {
    write("=alice:a:1:1:/a:::\n.\n");
    assertTrue(directory.find("alice").isPresent());
    write("=alice:a:1:1:/a:::\ngarbage\n.\n");
    later(1000);
    IOException e = assertThrows(IOException.class, () -> directory.find("alice"));
    assertEquals("users/assign line 2 begins with neither = nor +", e.getMessage());
    write("=alice:a:1:1:/a:::\n.\n");
    later(1000);
    assertTrue(directory.find("alice").isPresent());
  }

  @Test
  void aFileAboveTheLimitIsRefused() throws IOException {
    write("=alice:a:1:1:/a:::\n".repeat(60) + ".\n");
    IOException e = assertThrows(IOException.class, () -> directory.find("alice"));
    assertEquals("users/assign is larger than 1000 bytes", e.getMessage());
  }

  @Test
  void aFileThatCannotBeReadIsNotAnEmptyOne() throws IOException {
    Files.createDirectory(file);
    assertThrows(IOException.class, () -> directory.find("alice"));
  }

  @Test
  @Timeout(30)
  void aFifoIsNotWaitedFor() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
    assertTrue(mkfifo.waitFor(20, TimeUnit.SECONDS));
    IOException e = assertThrows(IOException.class, () -> directory.find("alice"));
    assertEquals("users/assign is not a file", e.getMessage());
  }

  @Test
  void aClockThatIsSetBackDoesNotFreezeTheAnswers() throws IOException {
    write(".\n");
    assertTrue(directory.find("alice").isEmpty());
    write("=alice:a:1:1:/a:::\n.\n");
    now.set(START.minusSeconds(3600));
    assertTrue(directory.find("alice").isPresent());
  }

  private TextFile text() {
    return new TextFile(file, "users/assign", 1000);
  }

  private void later(long millis) {
    now.updateAndGet(t -> t.plusMillis(millis));
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }
}
