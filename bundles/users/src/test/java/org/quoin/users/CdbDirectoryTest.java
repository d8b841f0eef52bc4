package org.quoin.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.user.Account;
import org.quoin.codec.CdbWriter;

class CdbDirectoryTest {
  private static final String LETTERS = "abAB-.+=\u00e9";

  @TempDir Path folder;
  private Path assign;
  private Path cdb;
  private CdbDirectory directory;
  private Newu newu;

  @BeforeEach
  void open() {
    assign = folder.resolve("assign");
    cdb = folder.resolve("cdb");
    directory = new CdbDirectory(cdb, false);
    newu = new Newu(new TextFile(assign, "users/assign", 1 << 20), new Replacement(cdb));
  }

  /** Ten thousand local parts: text and table give the same account, and after a restart, too. */
  @Test
  void textAndTableDecideAlike() throws IOException {
    long seed = Long.getLong("quoin.seed", System.nanoTime());
    Random random = new Random(seed);
    int found = 0;
    for (int file = 0; file < 20; file++) {
      compile(assign(random));
      AssignDirectory text = text();
      AssignDirectory restarted = text();
      for (int i = 0; i < 500; i++) {
        String local = i % 5 == 0 ? bytes(random) : word(random, 8);
        Optional<Account> expected = text.find(local);
        assertEquals(expected, restarted.find(local), local + ", seed " + seed);
        assertEquals(expected, directory.find(local), local + ", seed " + seed);
        assertEquals(expected, new CdbDirectory(cdb, true).find(local), local + ", seed " + seed);
        found += expected.isPresent() ? 1 : 0;
      }
    }
    assertTrue(found > 100 && found < 9900, found + " of 10000 found, seed " + seed);
  }

  private AssignDirectory text() {
    return new AssignDirectory(
        new TextFile(assign, "users/assign", 1 << 20), InstantSource.system());
  }

  @Test
  void aNewTableCountsAtOnce() throws IOException {
    compile("=joe:old:1:1:/old:::\n.\n");
    assertEquals("old", directory.find("joe").orElseThrow().user());
    compile("=joe:new:1:1:/new:::\n.\n");
    assertEquals("new", directory.find("joe").orElseThrow().user());
  }

  @Test
  void anAbsentTableMakesMailWaitUnlessASettingSaysOtherwise() throws IOException {
    IOException e = assertThrows(IOException.class, () -> directory.find("joe"));
    assertEquals("users/cdb is not there", e.getMessage());
    assertEquals(Optional.empty(), new CdbDirectory(cdb, true).find("joe"));
    assertEquals(List.of(), new CdbDirectory(cdb, true).accounts());
  }

  @Test
  void aDamagedTableMakesMailWaitWhateverTheSetting() throws IOException {
    CdbDirectory qmail = new CdbDirectory(cdb, true);
    Files.writeString(cdb, "short");
    assertThrows(IOException.class, () -> qmail.find("joe"));
    Files.write(cdb, new byte[4096]);
    IOException e = assertThrows(IOException.class, () -> qmail.find("joe"));
    assertEquals("users/cdb: is damaged: it points to 0", e.getMessage());
    record("!joe\0", "joe\0" + "1\0" + "1\0");
    assertThrows(IOException.class, () -> qmail.find("joe"));
    record("!joe\0", "joe\0" + "1\0" + "1\0home\0\0");
    assertThrows(IOException.class, () -> qmail.find("joe"));
    assertThrows(IOException.class, qmail::accounts);
    assertEquals(Optional.empty(), qmail.find("jo"));
    Files.delete(cdb);
    Files.createDirectory(cdb);
    assertThrows(IOException.class, () -> qmail.find("joe"));
  }

  @Test
  @Timeout(30)
  void aFifoIsNotWaitedFor() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", cdb.toString()).start();
    assertTrue(mkfifo.waitFor(20, TimeUnit.SECONDS));
    IOException e = assertThrows(IOException.class, () -> directory.find("joe"));
    assertEquals("users/cdb: is not a file", e.getMessage());
  }

  @Test
  void aLocalPartOfManyDashesIsLookedUp() throws IOException {
    compile("+a-:u:1:1:/h:-::\n.\n");
    assertEquals(Optional.empty(), directory.find("-".repeat(10_000)));
    assertEquals("-".repeat(5000), directory.find("A-" + "-".repeat(5000)).orElseThrow().ext());
  }

  @Test
  void theAccountsOfTheTableAreListedOnce() throws IOException {
    compile("=joe:u:1:1:/h:::\n=Joe:v:1:1:/h:::\n+joe-:u:1:1:/h:-:x:\n.\n");
    assertEquals(
        List.of(
            new Account("u", 1, 1, Path.of("/h"), "", ""),
            new Account("u", 1, 1, Path.of("/h"), "-", "x")),
        directory.accounts());
  }

  @Test
  void aFailedCompilationLeavesTheTableAndItsModeAsTheyWere() throws IOException {
    compile("=joe:u:1:1:/h:::\n.\n");
    Files.setPosixFilePermissions(cdb, PosixFilePermissions.fromString("rw-r-----"));
    Files.writeString(assign, "=joe:v:1:1:/h:::\nrubbish\n.\n");
    IOException e = assertThrows(IOException.class, newu::compile);
    assertEquals(
        "bad format in users/assign: users/assign line 2 begins with neither = nor +",
        e.getMessage());
    assertEquals("u", directory.find("joe").orElseThrow().user());
    compile("=joe:w:1:1:/h:::\n.\n");
    assertEquals("w", directory.find("joe").orElseThrow().user());
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(cdb)));
    assertFalse(Files.exists(folder.resolve("cdb.tmp")));
  }

  private void compile(String text) throws IOException {
    Files.writeString(assign, text, ISO_8859_1);
    newu.compile();
  }

  /** A table with this record and no wildcards. */
  private void record(String key, String value) throws IOException {
    try (SeekableByteChannel out =
        Files.newByteChannel(
            cdb,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      CdbWriter table = new CdbWriter(out);
      table.add(key.getBytes(ISO_8859_1), value.getBytes(ISO_8859_1));
      table.add(new byte[0], new byte[0]);
      table.finish();
    }
  }

  private static String assign(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      String key = (random.nextBoolean() ? "+" : "=") + word(random, 5);
      String pre = random.nextBoolean() ? "" : "x-";
      lines.add(key + ":u" + i + ":" + (i + 1) + ":1:/h:-:" + pre + ":\n");
    }
    return String.join("", lines) + ".\n";
  }

  /** What {@link org.quoin.api.Address} allows in a local part. */
  private static String bytes(Random random) {
    StringBuilder word = new StringBuilder(word(random, 3));
    for (int i = random.nextInt(20); i > 0; i--) {
      word.append((char) (1 + random.nextInt(255)));
    }
    return word.toString();
  }

  private static String word(Random random, int longest) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }
}
