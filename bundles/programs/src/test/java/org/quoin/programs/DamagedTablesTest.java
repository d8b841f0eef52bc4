package org.quoin.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.codec.CdbWriter;

/** Whatever is in a table or list: mail is forwarded as it should be, or waits. */
@Timeout(120)
class DamagedTablesTest {
  private static final List<String> GOOD = List.of("a@y.example", "b@y.example");

  @TempDir Path folder;
  private TestPlace place;

  @BeforeEach
  void open() throws IOException {
    place = new TestPlace(folder);
    place.set("RECIPIENT", "joe@x.example");
  }

  @AfterEach
  void close() {
    place.close();
  }

  @Test
  void aTableThatIsCutAnywhereIsFollowedOrWaitedFor() throws IOException {
    byte[] table = table();
    for (int length = 0; length < table.length; length += length < 2040 ? 97 : 1) {
      Files.write(file("cdb"), Arrays.copyOf(table, length));
      int exit = told();
      assertTrue(exit == 111 || exit == 0, "exit %d at %d".formatted(exit, length));
      assertEquals(exit == 0, place.complained().endsWith(toldGood()), "at " + length);
    }
  }

  @Test
  void aTableWithAnyByteChangedDoesNotTurnTheProgramMad() throws IOException {
    byte[] table = table();
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = table.clone();
      for (int j = random.nextInt(8); j >= 0; j--) {
        int where =
            random.nextBoolean()
                ? random.nextInt(2048)
                : 2048 + random.nextInt(damaged.length - 2048);
        damaged[where] = (byte) random.nextInt(256);
      }
      Files.write(file("cdb"), damaged);
      assertTrue(List.of(0, 100, 111).contains(told()), "round " + i);
    }
  }

  @Test
  void whatIsNoTableIsWaitedForInQmailsWords() throws IOException {
    Files.writeString(file("cdb"), "root: joe\n");
    assertEquals(111, told());
    Files.delete(file("cdb"));
    assertEquals(111, told());
    Files.createDirectory(file("cdb"));
    assertEquals(111, told());
    assertEquals(
        """
        fastforward: fatal: unable to read cdb: input/output error
        fastforward: fatal: unable to read cdb: file does not exist
        fastforward: fatal: unable to read cdb: is a directory
        """,
        place.complained());
  }

  @Test
  void commandsThatNobodyKnowsAreWaitedFor() throws IOException {
    for (String commands :
        List.of("&a@y.example", "a@y.example\0", "\0", "&a\0\0", "&" + "a".repeat(900) + "\0")) {
      write(Map.of(":joe@x.example", commands));
      assertEquals(111, told(), commands);
    }
    write(Map.of(":joe@x.example", "&a@y.example\0", "?joe@x.example", "o\0@x"));
    assertEquals(111, told());
    assertEquals(Optional.empty(), place.queued());
  }

  @Test
  void aListThatIsDamagedIsWaitedFor() throws IOException {
    write(Map.of(":joe@x.example", "./list.bin\0"));
    for (String list : List.of("&a@y.example", "a\0", "|exit 0\0", "\0", "&a\0&b", "#\0")) {
      Files.writeString(file("list.bin"), list, ISO_8859_1);
      assertEquals(111, told(), list);
      assertTrue(place.complained().contains("unable to read ./list.bin: "), list);
    }
    Files.writeString(file("list.bin"), "");
    assertEquals(0, told());
    assertTrue(place.complained().endsWith("no forwarding\n"));
  }

  @Test
  void aListOfGarbageIsWaitedFor() throws IOException {
    Random random = new Random(2);
    write(Map.of(":joe@x.example", "./list.bin\0"));
    for (int i = 0; i < 500; i++) {
      byte[] garbage = new byte[random.nextInt(100)];
      random.nextBytes(garbage);
      Files.write(file("list.bin"), garbage);
      assertEquals(garbage.length == 0 ? 0 : 111, told(), "round " + i);
    }
  }

  @Test
  void whatWouldMakeAReaderWaitIsRefused() throws IOException, InterruptedException {
    write(Map.of(":joe@x.example", "./pipe\0"));
    Process make = new ProcessBuilder("mkfifo", file("pipe").toString()).start();
    assertEquals(0, make.waitFor());
    assertEquals(111, told());
    assertEquals(
        "fastforward: fatal: unable to read ./pipe: not a regular file\n", place.complained());
  }

  @Test
  void printersRefuseDamage() throws IOException {
    String table = new String(table(), ISO_8859_1);
    for (String damaged : List.of("", "x", table.substring(0, 2060), "\0".repeat(2047))) {
      assertEquals(100, place.run("printforward", List.of(), damaged));
    }
    for (String damaged :
        List.of("\0", "&a", "|a\0", "&a\n\0", "&a \0", "&" + "a".repeat(900) + "\0")) {
      assertEquals(100, place.run("printmaillist", List.of(), damaged), damaged);
    }
    assertEquals(
        "printforward: fatal: bad database format\n".repeat(4)
            + "printmaillist: fatal: bad mailing list format\n".repeat(6),
        place.complained());
  }

  private String toldGood() {
    return "from <sue@example.net>\nto <" + String.join(">\nto <", GOOD) + ">\n";
  }

  private int told() throws IOException {
    place.set("SENDER", "sue@example.net");
    return place.run("fastforward", List.of("-n", "cdb"), "Subject: hi\n\n");
  }

  private byte[] table() throws IOException {
    String text = "joe@x.example: in@x.example, b@y.example; in@x.example: a@y.example;";
    assertEquals(0, place.run("setforward", List.of("cdb", "tmp"), text));
    return Files.readAllBytes(file("cdb"));
  }

  /** A table of records that no compiler would write. */
  private void write(Map<String, String> records) throws IOException {
    try (FileChannel out = FileChannel.open(file("cdb"), CREATE, TRUNCATE_EXISTING, WRITE)) {
      CdbWriter table = new CdbWriter(out);
      for (Map.Entry<String, String> each : records.entrySet()) {
        table.add(each.getKey().getBytes(ISO_8859_1), each.getValue().getBytes(ISO_8859_1));
      }
      table.finish();
    }
  }

  private Path file(String name) {
    return place.folder().resolve(name);
  }
}
