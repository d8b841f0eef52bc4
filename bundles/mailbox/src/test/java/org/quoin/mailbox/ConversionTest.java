package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionTest {
  private static final String UNKNOWN = "X".repeat(3);

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final MboxLocks locks = new MboxLocks(true, clock, clock::pass);
  private Path maildir;
  private Path mbox;

  @BeforeEach
  void make() throws IOException {
    maildir = NewMaildir.make(folder, "Maildir");
    mbox = folder.resolve("Mailbox");
  }

  @Test
  void messagesOfNewAndCurGoOverInTheOrderOfTheirTimes() throws IOException {
    mail("new/2.h", "Return-Path: <>\n\nFrom a\n", 2);
    mail("cur/1.h:2,S", "Return-Path: <sue@example.net>\n\none", 1);
    mail("cur/3.h:2,", "Subject: x\n\nthree\n", 3);
    assertEquals(3, convert());
    assertEquals(
        """
        From sue@example.net Thu Jan 01 00:00:01 1970
        Return-Path: <sue@example.net>

        one

        From MAILER-DAEMON Thu Jan 01 00:00:02 1970
        Return-Path: <>

        >From a

        From UNKNOWN Thu Jan 01 00:00:03 1970
        Subject: x

        three

        """
            .replace("UNKNOWN", UNKNOWN),
        Files.readString(mbox));
    assertEquals(List.of(), files("new"));
    assertEquals(List.of(), files("cur"));
    assertFalse(Files.exists(folder.resolve("Mailbox.tmp")));
    assertFalse(Files.exists(folder.resolve("Mailbox.lock")));
  }

  @Test
  void theOldMboxStaysAndIsParted() throws IOException {
    Files.writeString(mbox, "From x\n\ntorn");
    mail("new/1.h", "Return-Path: <a@b>\n\n", 1);
    convert();
    String text = Files.readString(mbox);
    assertTrue(text.startsWith("From x\n\ntorn\n\nFrom a@b "), text);
  }

  @Test
  void ifItCannotBeDoneNothingHasChanged() throws IOException {
    Files.writeString(mbox, "old\n\n");
    mail("new/1.h", "one\n", 1);
    Path elsewhere = folder.resolve("no/such/tmp");
    assertThrows(IOException.class, () -> convert(elsewhere));
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.createDirectory(taken.resolve("x"));
    assertThrows(IOException.class, () -> convert(taken));
    assertEquals("old\n\n", Files.readString(mbox));
    assertEquals(List.of("1.h"), files("new"));
    assertEquals(1, convert());
  }

  @Test
  void theMboxItselfIsNoPlaceForTheNewOne() throws IOException {
    Files.writeString(mbox, "old\n\n");
    Files.createSymbolicLink(folder.resolve("other"), mbox);
    mail("new/1.h", "one\n", 1);
    for (String name : List.of("Mailbox", "./Mailbox", "other")) {
      Path tmp = folder.resolve(name);
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> convert(tmp));
      assertEquals("MAILTMP is MAIL", e.getMessage());
    }
    assertEquals("old\n\n", Files.readString(mbox));
    assertEquals(List.of("1.h"), files("new"));
  }

  @Test
  void aSenderOfManyLinesIsNone() throws IOException {
    mail("new/1.h", "Return-Path: <a\nFrom b>\n", 1);
    convert();
    String text = Files.readString(mbox);
    assertTrue(
        text.startsWith("From " + UNKNOWN + " Thu Jan 01 00:00:01 1970\nReturn-Path: <a\n>From b>"),
        text);
  }

  @Test
  void aSenderMayHaveAnyCharacterInQuotes() throws IOException {
    mail("new/1.h", "Return-Path: <\"a>b c\"@d>\n", 1);
    convert();
    String text = Files.readString(mbox);
    assertTrue(text.startsWith("From \"a>b-c\"@d Thu Jan 01 00:00:01 1970\n"), text);
  }

  @Test
  void aLockedMboxIsLeftAlone() throws IOException {
    mail("new/1.h", "one\n", 1);
    Path lock = Files.createFile(folder.resolve("Mailbox.lock"));
    Files.setLastModifiedTime(lock, FileTime.from(clock.instant()));
    FileTrouble e = assertThrows(FileTrouble.class, this::convert);
    assertInstanceOf(MboxBusy.class, e.getCause());
    assertEquals(List.of("1.h"), files("new"));
  }

  @Test
  void whatIsNoFileOfTheMaildirIsNotRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(maildir.resolve("new/1.h"), secret);
    Files.createDirectory(maildir.resolve("new/2.h"));
    assertEquals(0, convert());
    assertFalse(Files.exists(mbox));
  }

  @Test
  void aLinkInThePlaceOfTheNewMboxIsNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("Mailbox.tmp"), secret);
    mail("new/1.h", "one\n", 1);
    assertEquals(1, convert());
    assertEquals("secret", Files.readString(secret));
  }

  @Test
  void anMboxBehindALinkIsReplacedThere() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real")).resolve("box");
    Files.createSymbolicLink(mbox, real);
    mail("new/1.h", "one\n", 1);
    convert();
    assertTrue(Files.isSymbolicLink(mbox));
    assertTrue(Files.readString(real).endsWith("one\n\n"));
  }

  @Test
  void whatWasLeftInTmpForMoreThanADayAndAHalfIsRemoved() throws IOException {
    Path old = Files.createFile(maildir.resolve("tmp/old"));
    Path young = Files.createFile(maildir.resolve("tmp/young"));
    setAccess(old, clock.instant().minus(Duration.ofHours(37)));
    setAccess(young, clock.instant().minus(Duration.ofHours(35)));
    convert();
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
  }

  private static void setAccess(Path file, Instant time) throws IOException {
    Files.setAttribute(file, "basic:lastAccessTime", FileTime.from(time));
  }

  private void mail(String name, String text, long seconds) throws IOException {
    Path file = Files.writeString(maildir.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
  }

  private int convert() throws IOException {
    return convert(folder.resolve("Mailbox.tmp"));
  }

  private int convert(Path tmp) throws IOException {
    List<String> warnings = new ArrayList<>();
    Conversion conversion = new Conversion(named(maildir), named(mbox), named(tmp));
    int count = conversion.run(locks, clock.instant(), warnings::add);
    assertEquals(List.of(), warnings);
    return count;
  }

  private static Named named(Path path) {
    return new Named(path.toString(), path);
  }

  private List<String> files(String part) throws IOException {
    try (Stream<Path> files = Files.list(maildir.resolve(part))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
