package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlDirectoryTest {
  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private ControlDirectory control;

  @BeforeEach
  void open() {
    control = new ControlDirectory(folder, new DiskSource(), clock);
  }

  @Test
  void absentFilesAreEmpty() throws IOException {
    assertEquals(Optional.empty(), control.line("me"));
    assertEquals(Optional.empty(), control.lineOrMe("smtpgreeting"));
    assertEquals(Optional.empty(), control.list("locals"));
    assertEquals(OptionalLong.empty(), control.number("databytes"));
  }

  @Test
  void aFolderThatIsAbsentHasNoFiles() throws IOException {
    control = new ControlDirectory(folder.resolve("none"), new DiskSource(), clock);
    assertEquals(Optional.empty(), control.line("me"));
  }

  @Test
  void filesAreReadInQmailsSyntax() throws IOException {
    write("me", "mx.example.org \t\nsecond\n");
    write("locals", "# comment\n\na.example  \n b.example\nlast");
    write("databytes", "1000 bytes\n");
    assertEquals(Optional.of("mx.example.org"), control.line("me"));
    assertEquals(Optional.of(List.of("a.example", " b.example", "last")), control.list("locals"));
    assertEquals(OptionalLong.of(1000), control.number("databytes"));
  }

  @Test
  void bytesAreKeptAsTheyAre() throws IOException {
    Files.write(folder.resolve("me"), new byte[] {'h', (byte) 0xE9, '\n'});
    assertEquals(Optional.of("h\u00e9"), control.line("me"));
  }

  @Test
  void aFileWithNulIsDamaged() throws IOException {
    write("locals", "a.example\n\0\n");
    assertThrows(IOException.class, () -> control.list("locals"));
  }

  @Test
  void afterForgettingTheVeryNextAnswerIsFromTheDisk() throws IOException {
    write("locals", "one.example\ntwo.example\n");
    assertEquals(Optional.of(List.of("one.example", "two.example")), control.list("locals"));
    write("locals", "one.example\n");
    assertEquals(Optional.of(List.of("one.example", "two.example")), control.list("locals"));
    control.forget();
    assertEquals(Optional.of(List.of("one.example")), control.list("locals"));
  }

  @Test
  void anEmptyFileIsAnEmptyLineAndAnEmptyList() throws IOException {
    write("x", "");
    assertEquals(Optional.of(""), control.line("x"));
    assertEquals(Optional.of(List.of()), control.list("x"));
    assertEquals(OptionalLong.empty(), control.number("x"));
  }

  @Test
  void meStandsInOnlyForAnAbsentFile() throws IOException {
    write("me", "mx.example\n");
    assertEquals(Optional.of("mx.example"), control.lineOrMe("smtpgreeting"));
    write("helohost", "\n");
    assertEquals(Optional.of(""), control.lineOrMe("helohost"));
  }

  @Test
  void aDirectoryInPlaceOfAFileFailsEveryTime() throws IOException {
    Files.createDirectory(folder.resolve("rcpthosts"));
    write("me", "mx.example\n");
    for (int i = 0; i < 3; i++) {
      assertThrows(IOException.class, () -> control.list("rcpthosts"));
      assertThrows(IOException.class, () -> control.lineOrMe("rcpthosts"));
    }
  }

  @Test
  void aFileThatBecomesADirectoryFailsAfterHavingBeenRead() throws IOException {
    write("locals", "a.example\n");
    assertEquals(1, control.list("locals").orElseThrow().size());
    Files.delete(folder.resolve("locals"));
    Files.createDirectory(folder.resolve("locals"));
    clock.move(ControlFile.CHECK_EVERY);
    assertThrows(IOException.class, () -> control.list("locals"));
    assertThrows(IOException.class, () -> control.list("locals"));
  }

  @Test
  void aFileOverTheLimitFails() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
      file.setLength(ControlFile.LIMIT_BYTES + 1L);
    }
    assertThrows(IOException.class, () -> control.list("big"));
  }

  @Test
  void theSameListIsReturnedUntilTheFileChanges() throws IOException {
    write("locals", "a.example\n");
    List<String> first = control.list("locals").orElseThrow();
    clock.move(Duration.ofSeconds(10));
    Files.setLastModifiedTime(folder.resolve("locals"), FileTime.from(clock.instant()));
    assertSame(first, control.list("locals").orElseThrow(), "touching it changes nothing");
    write("locals", "b.example\n");
    clock.move(ControlFile.CHECK_EVERY);
    assertEquals(List.of("b.example"), control.list("locals").orElseThrow());
    assertNotSame(first, control.list("locals").orElseThrow());
  }

  @Test
  void aChangeWithinOneTickOfTheFileSystemsClockIsSeen() throws IOException {
    Path file = write("locals", "a.example\n");
    FileTime tick = FileTime.from(clock.instant());
    Files.setLastModifiedTime(file, tick);
    assertEquals(List.of("a.example"), control.list("locals").orElseThrow());
    Files.writeString(file, "b.example\n");
    Files.setLastModifiedTime(file, tick);
    clock.move(ControlFile.CHECK_EVERY);
    assertEquals(List.of("b.example"), control.list("locals").orElseThrow());
  }

  @Test
  @Timeout(30)
  void aChangeOfTheModeAloneIsSeen() throws IOException {
    Path file = write("rcpthosts", "a.example\n");
    Stamp before = new DiskSource().stamp(file).orElseThrow();
    Stamp after = before;
    while (after.changed().equals(before.changed())) {
      Files.setPosixFilePermissions(file, Set.of());
      after = new DiskSource().stamp(file).orElseThrow();
    }
    assertNotEquals(before, after);
    assertEquals(before.modified(), after.modified());
  }

  @Test
  void comingAndGoingOfAFileIsSeen() throws IOException {
    assertEquals(Optional.empty(), control.list("locals"));
    write("locals", "a.example\n");
    clock.move(ControlFile.CHECK_EVERY);
    assertEquals(Optional.of(List.of("a.example")), control.list("locals"));
    Files.delete(folder.resolve("locals"));
    clock.move(ControlFile.CHECK_EVERY);
    assertEquals(Optional.empty(), control.list("locals"));
  }

  @Test
  void aClockThatIsSetBackHidesNoChange() throws IOException {
    write("locals", "a.example\n");
    assertEquals(1, control.list("locals").orElseThrow().size());
    write("locals", "a.example\nb.example\n");
    clock.move(Duration.ofDays(-1));
    assertEquals(2, control.list("locals").orElseThrow().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "../me", "/etc/passwd", "a\0b", "a\\b", "..x"})
  void namesThatLeaveTheFolderAreRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> control.line(name));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
