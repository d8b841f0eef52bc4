package org.quoin.dotqmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Instruction.Forward;
import org.quoin.api.delivery.Instruction.Trouble;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.delivery.Instructions.Owner;
import org.quoin.api.delivery.PutOffException;
import org.quoin.api.user.Account;
import org.quoin.codec.BytePath;

class QmailFilesTest {
  @TempDir Path home;
  private final QmailFiles files = new QmailFiles(002, 1000);

  @Test
  void theExactNameIsFoundBeforeDefaults() throws IOException {
    write(".qmail-a-b", "exact");
    write(".qmail-a-default", "near");
    write(".qmail-default", "far");
    assertEquals(forward("exact", Optional.empty()), find("-", "a-b"));
    assertEquals(forward("near", Optional.of("C")), find("-", "a-C"));
    assertEquals(forward("far", Optional.of("C-d")), find("-", "C-d"));
  }

  @Test
  void theNextMailSeesAChange() throws IOException {
    write(".qmail", "one");
    assertEquals(forward("one", Optional.empty()), find("", ""));
    write(".qmail", "two");
    assertEquals(forward("two", Optional.empty()), find("", ""));
  }

  @Test
  void anAccountIsAlwaysThereAndAnExtensionOnlyByItsFile() throws IOException {
    assertEquals(Optional.of(defaults()), find("", ""));
    assertEquals(Optional.empty(), find("-", "a"));
    write(".qmail-b", "x");
    assertEquals(Optional.empty(), find("-", "a"));
  }

  @Test
  void anEmptyFileLeavesItToTheDefaults() throws IOException {
    write(".qmail-a", "");
    assertEquals(Optional.of(defaults()), find("-", "a"));
    write(".qmail-default", "");
    assertEquals(
        Optional.of(new Instructions(Optional.empty(), Optional.of("b"), Owner.NONE)),
        find("-", "b"));
  }

  @Test
  void whatOthersCanWriteIsNotFollowed() throws IOException {
    write(".qmail", "x");
    for (int mode : new int[] {0646, 0666, 0602, 0606}) {
      mode(".qmail", mode);
      assertEquals("Uh-oh: .qmail file is writable. (#4.7.0)", complaint("", ""));
    }
    mode(".qmail", 0664);
    assertTrue(find("", "").isPresent());
    QmailFiles strict = new QmailFiles(022, 1000);
    assertThrows(PutOffException.class, () -> strict.find(account("", "")));
  }

  @Test
  void anExecutableFileMayOnlyForward() throws IOException {
    write(".qmail", "a\n|b\n");
    mode(".qmail", 0744);
    assertEquals(
        Optional.of(
            List.of(
                new Forward("a"),
                new Trouble("Uh-oh: .qmail has prog delivery but has x bit set. (#4.7.0)"))),
        find("", "").orElseThrow().lines());
    mode(".qmail", 0655);
    assertEquals(2, find("", "").orElseThrow().lines().orElseThrow().size());
  }

  @Test
  void aFileThatCannotBeReadHidesNothing() throws IOException {
    write(".qmail-a-default", "x");
    write(".qmail-default", "y");
    mode(".qmail-a-default", 0200);
    assertEquals("Unable to open .qmail-a-default: access denied. (#4.3.0)", complaint("-", "a-b"));
  }

  @Test
  void aFileThatIsTooLargeWaits() throws IOException {
    write(".qmail", "x".repeat(1000));
    assertTrue(find("", "").isPresent());
    write(".qmail", "x".repeat(1001));
    assertEquals("Unable to open .qmail: larger than 1000 bytes. (#4.3.0)", complaint("", ""));
  }

  @Test
  void whatIsNoRegularFileIsPassedOver() throws Exception {
    Files.createDirectory(home.resolve(".qmail-dir"));
    Process mkfifo = new ProcessBuilder("mkfifo", home.resolve(".qmail-fifo").toString()).start();
    assertEquals(0, mkfifo.waitFor());
    Files.createSymbolicLink(home.resolve(".qmail-nowhere"), Path.of("gone"));
    Files.createSymbolicLink(home.resolve(".qmail-loop"), Path.of(".qmail-loop"));
    Files.createSymbolicLink(home.resolve(".qmail-todir"), Path.of(".qmail-dir"));
    Files.createSymbolicLink(home.resolve(".qmail-tofifo"), Path.of(".qmail-fifo"));
    for (String ext : List.of("dir", "fifo", "nowhere", "loop", "todir", "tofifo", "loop/x")) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(30), () -> assertEquals(Optional.empty(), find("-", ext), ext));
    }
  }

  @Test
  void aSymbolicLinkToAFileIsFollowed() throws IOException {
    write("lists", "x");
    Files.createSymbolicLink(home.resolve(".qmail"), Path.of("lists"));
    assertEquals(forward("x", Optional.empty()), find("", ""));
  }

  @Test
  void aNameThatNoFileCanHaveIsAbsent() throws IOException {
    write(".qmail-file", "x");
    Files.createDirectory(home.resolve(".qmail-dir"));
    write(".qmail-dir/in", "y");
    String self = home.getFileName().toString();
    for (String ext :
        List.of(
            "x".repeat(10_000),
            "a/b",
            "file/b",
            "file/",
            "a\0b",
            "a\nb",
            "dir/../" + self + "/x")) {
      assertEquals(Optional.empty(), find("-", ext), ext);
    }
    assertEquals(Optional.empty(), find("-dir/../", "file"));
    assertEquals(forward("y", Optional.empty()), find("-", "dir/in"));
    assertEquals(Optional.empty(), find("-", "-/".repeat(5_000)));
  }

  @Test
  void everyByteMayStandInAName() throws IOException {
    for (char c = 1; c <= 255; c++) {
      String name = ".qmail-x" + Character.toString(c == '.' ? ':' : c);
      if (c != '/' && !(c >= 'A' && c <= 'Z')) {
        Files.writeString(home.resolve(BytePath.of(name)), "n" + (int) c);
        assertEquals(forward("n" + (int) c, Optional.empty()), find("-", "x" + c), name);
      }
    }
  }

  @Test
  void theOwnerIsWhatHasAFileOfAnySort() throws IOException {
    write(".qmail-a-default", "x");
    assertEquals(Owner.NONE, owner("-", "a-b"));
    write(".qmail-a-b-owner-default", "");
    assertEquals(Owner.NONE, owner("-", "a-b"));
    Files.createDirectory(home.resolve(".qmail-a-b-owner"));
    assertEquals(Owner.VERP, owner("-", "a-b"));
    Files.delete(home.resolve(".qmail-a-b-owner-default"));
    assertEquals(Owner.OWNER, owner("-", "a-b"));
    write(".qmail-owner", "");
    assertEquals(Owner.OWNER, owner("", ""));
  }

  @Test
  void badSettingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new QmailFiles(2, 0));
    assertThrows(IllegalArgumentException.class, () -> new QmailFiles(2, Integer.MAX_VALUE));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(home.resolve(name), text);
    mode(name, 0644);
  }

  private void mode(String name, int mode) throws IOException {
    Files.setAttribute(home.resolve(name), "unix:mode", mode);
  }

  private Optional<Instructions> find(String dash, String ext) throws IOException {
    return files.find(account(dash, ext));
  }

  private Owner owner(String dash, String ext) throws IOException {
    return find(dash, ext).orElseThrow().owner();
  }

  private String complaint(String dash, String ext) {
    return assertThrows(PutOffException.class, () -> find(dash, ext)).text();
  }

  private Account account(String dash, String ext) {
    return new Account("joe", 1000, 1000, home, dash, ext);
  }

  private static Instructions defaults() {
    return new Instructions(Optional.empty(), Optional.empty(), Owner.NONE);
  }

  private static Optional<Instructions> forward(String address, Optional<String> matched) {
    return Optional.of(
        new Instructions(Optional.of(List.of(new Forward(address))), matched, Owner.NONE));
  }
}
