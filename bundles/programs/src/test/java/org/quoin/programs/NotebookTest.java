package org.quoin.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
  private static final String VALUE = Fingerprint.of("value");

  @TempDir Path folder;
  private final Notebook notebook = new Notebook();
  private Path file = Path.of("");

  @BeforeEach
  void setUp() {
    file = folder.resolve("notes");
  }

  private static Note note(long seconds, String name) {
    return new Note(seconds, Fingerprint.of(name), VALUE);
  }

  private Optional<Note> write(Note note) throws IOException, InterruptedException {
    return notebook.note(file, note, before -> true);
  }

  @Test
  void keepsTheNewestFirstForTheOwnerAlone() throws Exception {
    assertEquals(Optional.empty(), write(note(1, "a")));
    assertEquals(Optional.empty(), write(note(2, "b")));
    assertEquals(Optional.of(note(1, "a")), write(note(3, "a")));
    assertEquals(
        List.of(note(2, "b"), note(1, "a")),
        Files.readAllLines(file).stream().map(line -> Note.of(line).orElseThrow()).toList());
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
    assertTrue(Files.notExists(folder.resolve("notes.tmp")));
  }

  @Test
  void renewsANoteThatHoldsNoMore() throws Exception {
    write(note(1, "a"));
    assertEquals(Optional.empty(), notebook.note(file, note(2, "a"), before -> false));
    assertEquals(List.of(note(2, "a").line().strip()), Files.readAllLines(file));
  }

  @Test
  void forgets() throws Exception {
    write(note(1, "a"));
    notebook.forget(file, note(1, "a"));
    assertEquals(Optional.empty(), write(note(2, "a")));
  }

  @Test
  void isBounded() throws Exception {
    StringBuilder full = new StringBuilder();
    for (int i = 0; i < Notebook.MOST; i++) {
      full.append(note(i, "n" + i).line());
    }
    Files.writeString(file, full.toString().repeat(3));
    write(note(7, "new"));
    List<String> lines = Files.readAllLines(file);
    assertEquals(Notebook.MOST, lines.size());
    assertEquals(note(7, "new").line().strip(), lines.getFirst());
    assertEquals(Optional.empty(), write(note(8, "n" + (Notebook.MOST - 1))));
  }

  @Test
  void replacesALinkAndNotWhatItNames() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    Files.createSymbolicLink(file, other);
    write(note(1, "a"));
    assertEquals("precious", Files.readString(other));
    assertTrue(Files.isRegularFile(file));
  }

  @Test
  void doesNotReplaceAMailbox() throws Exception {
    String mailbox = "From sue@example.net Mon Jan 01 00:00:00 2001\nSubject: hi\n\nbody\n\n";
    Files.writeString(file, mailbox);
    assertThrows(IOException.class, () -> write(note(1, "a")));
    assertThrows(IOException.class, () -> notebook.forget(file, note(1, "a")));
    assertEquals(mailbox, Files.readString(file));
  }

  @Test
  void passesOverALineThatIsNoNote() throws Exception {
    Files.writeString(file, "damaged\n" + note(1, "a").line());
    assertEquals(Optional.of(note(1, "a")), write(note(2, "a")));
  }

  @Test
  void doesNotWaitForAPipe() throws Exception {
    for (String name : List.of("notes", "notes.tmp")) {
      Process made = new ProcessBuilder("mkfifo", folder.resolve(name).toString()).start();
      assertEquals(0, made.waitFor());
    }
    assertEquals(Optional.empty(), write(note(1, "a")));
    assertEquals(Optional.of(note(1, "a")), write(note(2, "a")));
  }

  @Test
  void isNotUsedWithoutALock() throws Exception {
    Files.createDirectory(folder.resolve("notes.lock"));
    assertThrows(IOException.class, () -> write(note(1, "a")));
    Files.delete(folder.resolve("notes.lock"));
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(folder.resolve("notes.lock"), elsewhere);
    assertThrows(IOException.class, () -> write(note(1, "a")));
    assertTrue(Files.notExists(elsewhere));
  }

  @Test
  void needsItsFolder() {
    assertThrows(
        IOException.class,
        () -> notebook.note(folder.resolve("no/notes"), note(1, "a"), before -> true));
  }
}
