package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetforwardTest {
  private static final String GOOD = "joe@x: a@y;";

  @TempDir Path folder;
  private TestPlace place;

  @BeforeEach
  void open() throws IOException {
    place = new TestPlace(folder);
  }

  @AfterEach
  void close() {
    place.close();
  }

  @Test
  void commentsAndBlanksCountNowhereAndBackslashesKeepThem() throws IOException {
    String text = "j#comment: ;\no e\\ \\#\\\\@x:\n\t|echo\\ \\,\\;\\:, # more ;\n &a@y ;\n";
    assertEquals(0, run(text, "tmp"));
    assertEquals("joe\\ \\#\\\\@x:\n, |echo\\ \\,\\;\\:\n, &a@y\n;\n", printed());
  }

  @Test
  void everyByteButNulCanStandInATargetAndACommand() throws IOException {
    for (char c = 1; c < 256; c++) {
      assertEquals(0, run("\\" + c + "@x: \\" + c + "@y;", "tmp"), "byte " + (int) c);
    }
    for (String text : List.of("\0@x: a@y;", "a@x: \0;", "a@x: \\\0;", "\\\0@x: a@y;")) {
      assertEquals(100, run(text, "tmp"));
    }
    assertEquals("setforward: fatal: NUL bytes are not permitted\n".repeat(4), place.complained());
  }

  @Test
  void whatIsNotFinishedOrDoubledIsRefusedAndTheOldTableStays() throws IOException {
    assertEquals(0, run(GOOD, "tmp"));
    byte[] old = Files.readAllBytes(file("cdb"));
    for (String text :
        List.of("a", "a:", "a: b", "a: b, c", "a: b; c", "a:: b;", "a, b: c;", "a: b;;")) {
      assertEquals(100, run(text, "tmp"), text);
      assertArrayEquals(old, Files.readAllBytes(file("cdb")), text);
    }
  }

  @Test
  void aFullDiskLeavesTheOldTable() throws IOException {
    assertEquals(0, run(GOOD, "tmp"));
    byte[] old = Files.readAllBytes(file("cdb"));
    assertEquals(111, run("other@x: b@y;", "/dev/full"));
    assertEquals(
        "setforward: fatal: unable to write to /dev/full: out of disk space\n", place.complained());
    assertArrayEquals(old, Files.readAllBytes(file("cdb")));
  }

  @Test
  void aFolderThatIsNotThereOrCannotBeReplacedIsNamed() throws IOException {
    assertEquals(111, run(GOOD, "gone/tmp"));
    Files.createDirectories(file("cdb").resolve("inside"));
    assertEquals(111, run(GOOD, "tmp"));
    assertTrue(
        place
            .complained()
            .matches(
                """
                setforward: fatal: unable to create gone/tmp: file does not exist
                setforward: fatal: unable to move tmp to cdb: .+
                """),
        place.complained());
  }

  @Test
  void everybodyMayReadTheTableWhateverTheTemporaryFileWas() throws IOException {
    Files.writeString(file("tmp"), "left over");
    Files.setPosixFilePermissions(file("tmp"), PosixFilePermissions.fromString("rw-------"));
    assertEquals(0, run(GOOD, "tmp"));
    assertEquals(
        "rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file("cdb"))));
    assertTrue(Files.notExists(file("tmp")));
  }

  @Test
  void theSecondOfTwoWritersAtATimeFailsForNow() throws IOException, Fatal {
    NamedFile table = new NamedFile("cdb", file("cdb"));
    NamedFile fresh = new NamedFile("tmp", file("tmp"));
    new Replacement(table, fresh)
        .write(
            out -> {
              out.write(ByteBuffer.wrap(new byte[] {'1'}));
              assertEquals(111, run(GOOD, "tmp"));
            });
    assertEquals("setforward: fatal: unable to write to tmp: is in use\n", place.complained());
    assertEquals("1", Files.readString(file("cdb")));
  }

  @Test
  void twoDifferentNamesAreNeeded() throws IOException {
    assertEquals(100, place.run("setforward", List.of("cdb"), GOOD));
    assertEquals(100, run(GOOD, "./cdb"));
    assertEquals(
        """
        setforward: usage: setforward data.cdb data.tmp
        setforward: fatal: cdb cannot be written in its own place
        """,
        place.complained());
  }

  private String printed() throws IOException {
    String table = Files.readString(file("cdb"), ISO_8859_1);
    assertEquals(0, place.run("printforward", List.of(), table));
    return place.written();
  }

  private int run(String text, String temporary) throws IOException {
    return place.run("setforward", List.of("cdb", temporary), text);
  }

  private Path file(String name) {
    return place.folder().resolve(name);
  }
}
