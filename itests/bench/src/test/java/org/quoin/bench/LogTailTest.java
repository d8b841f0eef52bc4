package org.quoin.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
  @TempDir Path folder;
  private Path file;
  private LogTail tail;

  @BeforeEach
  void open() {
    file = folder.resolve("current");
    tail = new LogTail(file, Pattern.compile("^end msg "), Pattern.compile("deferral"));
  }

  @AfterEach
  void close() throws IOException {
    tail.close();
  }

  @Test
  void onlyTheLinesThatAreMeantCount() throws Exception {
    write("new msg 1\nend msg 1\nnew msg 2\nend msg 2\n");
    assertEquals(2, tail.count());
  }

  @Test
  void aLineCountsOnceAndOnlyWhenItIsWhole() throws Exception {
    write("end msg 1\nend m");
    assertEquals(1, tail.count());
    write("sg 2");
    assertEquals(1, tail.count());
    write("\n");
    assertEquals(2, tail.count());
    assertEquals(2, tail.count());
  }

  @Test
  void aLogThatIsNotThereYetIsEmpty() throws Exception {
    assertEquals(0, tail.count());
    write("end msg 1\n");
    assertEquals(1, tail.count());
  }

  @Test
  void aRenamedLogIsReadToItsEndBeforeTheNextOne() throws Exception {
    write("end msg 1\n");
    assertEquals(1, tail.count());
    write("end msg 2\nend msg 3\n");
    Files.move(file, folder.resolve("old.1"));
    assertEquals(3, tail.count());
    write("end msg 4\n");
    assertEquals(4, tail.count());
  }

  @Test
  void moreThanABlockAtOnceIsReadWhole() throws Exception {
    write("end msg 12345\n".repeat(50_000));
    assertEquals(50_000, tail.count());
  }

  @Test
  void aLineOfTroubleIsNamed() throws Exception {
    write("end msg 1\ndelivery 7: deferral: no\n");
    String said = String.valueOf(assertThrows(IOException.class, tail::count).getMessage());
    assertTrue(said.endsWith("delivery 7: deferral: no"), said);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
