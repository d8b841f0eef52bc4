package org.quoin.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ControlTablesTest {
  private static final String NAME = "morercpthosts.cdb";

  @TempDir Path folder;
  private ControlTables tables;
  private Path table;

  @BeforeEach
  void open() {
    tables = new ControlTables(folder);
    table = folder.resolve(NAME);
  }

  @Test
  void theFirstKeyThatIsThereAnswers() throws IOException {
    compile("a.example\n.b.example\n");
    assertTrue(tables.isThere(NAME));
    assertEquals(Optional.of(""), find("x", ".b.example"));
    assertEquals(Optional.empty(), find("b.example", ""));
    assertEquals(Optional.empty(), find());
  }

  @Test
  void aNewTableCountsAtOnce() throws IOException {
    compile("a.example\n");
    assertTrue(find("a.example").isPresent());
    compile("b.example\n");
    assertTrue(find("a.example").isEmpty());
    assertTrue(find("b.example").isPresent());
  }

  @Test
  void aTableThatIsNotThereIsNotAnEmptyOne() throws IOException {
    for (String name : List.of(NAME, "elsewhere")) {
      assertFalse(tables.isThere(name));
      IOException e =
          assertThrows(IOException.class, () -> tables.table(name).find(List.of("a.example")));
      assertTrue(String.valueOf(e.getMessage()).startsWith("there is no table "), e.toString());
    }
  }

  @Test
  void whatIsNoTableMeansLater() throws IOException {
    Files.writeString(table, "short");
    assertThrows(IOException.class, () -> find("a"));
    byte[] noise = new byte[3000];
    Arrays.fill(noise, (byte) 0xff);
    Files.write(table, noise);
    assertThrows(IOException.class, () -> find("a"));
    Files.delete(table);
    Files.createDirectory(table);
    assertThrows(IOException.class, () -> find("a"));
    assertThrows(IOException.class, () -> tables.isThere(NAME));
  }

  @Test
  @Timeout(30)
  void aFifoIsNotWaitedFor() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", table.toString()).start();
    assertTrue(mkfifo.waitFor(20, TimeUnit.SECONDS));
    assertThrows(IOException.class, () -> find("a"));
    assertThrows(IOException.class, () -> tables.isThere(NAME));
  }

  @Test
  void tablesLieInTheFolderAndNowhereElse() {
    for (String name : List.of("../x.cdb", "a/b.cdb", "/etc/x.cdb", "a\0.cdb")) {
      assertThrows(IllegalArgumentException.class, () -> tables.isThere(name));
      assertThrows(IllegalArgumentException.class, () -> tables.table(name));
    }
  }

  @Test
  void aTableIsReplacedWholeAndReadableForAll() throws IOException {
    compile("a.example\n");
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(table)));
    assertFalse(Files.exists(folder.resolve("morercpthosts.tmp")));
    byte[] before = Files.readAllBytes(table);
    Files.writeString(folder.resolve("morercpthosts"), "a\0b\n");
    assertThrows(IOException.class, this::compile);
    assertArrayEquals(before, Files.readAllBytes(table));
  }

  private Optional<String> find(String... keys) throws IOException {
    return tables.table(NAME).find(List.of(keys));
  }

  private void compile(String text) throws IOException {
    Files.writeString(folder.resolve("morercpthosts"), text);
    compile();
  }

  private void compile() throws IOException {
    new MoreHostsFile(folder, new DiskSource()).compile();
  }
}
