package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.table.ControlFiles;

class OwnFolderTest {
  @TempDir Path base;
  private final FakeClock clock = new FakeClock();
  private ControlDirectory common;
  private ControlFiles own;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(base.resolve("control"));
    Files.createDirectories(base.resolve("instances/01"));
    common = new ControlDirectory(base.resolve("control"), new DiskSource(), clock);
    own = common.in(Path.of("instances/01"));
  }

  @Test
  void whatLiesInTheFolderCounts() throws IOException {
    write("control/concurrencyremote", "20\n");
    write("instances/01/concurrencyremote", "5\n");
    assertEquals(OptionalLong.of(5), own.number("concurrencyremote"));
    assertEquals(OptionalLong.of(20), common.number("concurrencyremote"));
  }

  @Test
  void whatIsAbsentThereIsAsItIsForAll() throws IOException {
    write("control/queuelifetime", "86400\n");
    write("control/locals", "a.test\n");
    assertEquals(OptionalLong.of(86_400), own.number("queuelifetime"));
    assertEquals(Optional.of(List.of("a.test")), own.list("locals"));
    assertEquals(Optional.empty(), own.line("bouncefrom"));
  }

  @Test
  void itsOwnNameGoesBeforeAFileOfAll() throws IOException {
    write("control/me", "mx.example.org\n");
    write("control/bouncehost", "bounces.example.org\n");
    assertEquals(Optional.of("bounces.example.org"), own.lineOrMe("bouncehost"));
    write("instances/01/me", "one.test\n");
    clock.move(Duration.ofSeconds(1));
    assertEquals(Optional.of("one.test"), own.lineOrMe("bouncehost"));
  }

  @Test
  void aFileWithoutANumberIsNoReasonToLookElsewhere() throws IOException {
    write("control/bouncemaxbytes", "50000\n");
    write("instances/01/bouncemaxbytes", "none\n");
    assertEquals(OptionalLong.empty(), own.number("bouncemaxbytes"));
  }

  @Test
  void aFolderThatIsNotThereIsATemporaryFailureAndNoDefault() throws IOException {
    write("control/me", "mx.example.org\n");
    ControlFiles none = common.in(Path.of("instances/O1"));
    IOException failure = assertThrows(IOException.class, () -> none.line("me"));
    assertTrue(String.valueOf(failure.getMessage()).contains("instances/O1"));
    assertThrows(IOException.class, () -> none.lineOrMe("bouncehost"));
    assertThrows(IOException.class, () -> none.number("queuelifetime"));
    assertThrows(IOException.class, () -> none.list("locals"));
    Files.createDirectory(base.resolve("instances/O1"));
    clock.move(Duration.ofSeconds(1));
    assertEquals(Optional.of("mx.example.org"), none.line("me"));
  }

  @Test
  void aFileInPlaceOfTheFolderIsATemporaryFailure() throws IOException {
    write("instances/file", "");
    assertThrows(IOException.class, () -> common.in(Path.of("instances/file")).line("me"));
  }

  @Test
  void aFileThatCannotBeReadIsATemporaryFailureAndNoDefault() throws IOException {
    write("control/me", "mx.example.org\n");
    Files.createDirectory(base.resolve("instances/01/me"));
    assertThrows(IOException.class, () -> own.line("me"));
  }

  @Test
  void aFolderMayLieAnywhere() throws IOException {
    Path far = Files.createDirectory(base.resolve("far"));
    write("far/me", "far.test\n");
    assertEquals(Optional.of("far.test"), common.in(far.toAbsolutePath()).line("me"));
    assertEquals(Optional.of("far.test"), own.in(Path.of("far")).line("me"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(base.resolve(name), text);
  }
}
