package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.program.LocalProgram;
import org.quoin.codec.BytePath;

/** The program, in qmail's words where something is wrong. */
class Maildir2mboxTest {
  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final Maildir2mbox program =
      new Maildir2mbox(new MboxLocks(true, clock, clock::pass), clock);

  @BeforeEach
  void make() throws IOException {
    NewMaildir.make(folder, "Maildir");
    mail("new/1.h");
  }

  private void mail(String name) throws IOException {
    Path file = Files.writeString(folder.resolve("Maildir").resolve(name), "Subject: x\n\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1)));
  }

  /** Its exit code and what it said. */
  private String run(String maildir, String mail, String mailtmp) {
    FakeDelivery delivery = new FakeDelivery(folder);
    delivery.variables.put("MAILDIR", maildir);
    delivery.variables.put("MAIL", mail);
    delivery.variables.put("MAILTMP", mailtmp);
    int exit = program.run(delivery, List.of("arguments", "are", "ignored"));
    assertEquals("", delivery.said.toString());
    return exit + " " + delivery.complained;
  }

  private static String fatal(String text) {
    return "111 maildir2mbox: fatal: " + text + "\n";
  }

  private List<String> left(String part) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("Maildir").resolve(part))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void namesAreRelativeToTheMaildirAndThatToTheFolder() throws IOException {
    assertEquals("0 ", run("Maildir", "../Mailbox", "../Mailbox.tmp"));
    String text = Files.readString(folder.resolve("Mailbox"));
    assertTrue(text.endsWith("\nSubject: x\n\n\n"), text);
    assertEquals(List.of(), left("new"));
    mail("cur/2.h:2,S");
    assertEquals("0 ", run("Maildir", folder + "/Mailbox", folder + "/Mailbox.tmp"));
    assertTrue(Files.readString(folder.resolve("Mailbox")).startsWith(text + "From "));
    assertFalse(Files.exists(folder.resolve("Mailbox.tmp")));
  }

  @Test
  void whatIsWrongIsSaidAsQmailSaysItAndTheMaildirStays() throws IOException {
    Files.createDirectory(folder.resolve("taken"));
    Files.writeString(folder.resolve("file"), "");
    assertEquals(
        fatal("unable to chdir to none: file does not exist"), run("none", "../Mailbox", "../x"));
    assertEquals(fatal("unable to chdir to : file does not exist"), run("", "../Mailbox", "../x"));
    assertEquals(
        fatal("unable to chdir to file: not a directory"), run("file", "../Mailbox", "../x"));
    assertEquals(
        fatal("unable to lock ../no/Mailbox: file does not exist"),
        run("Maildir", "../no/Mailbox", "../x"));
    assertEquals(
        fatal("unable to lock ../taken: is a directory"), run("Maildir", "../taken", "../x"));
    assertEquals(
        fatal("unable to create ../no/x: file does not exist"),
        run("Maildir", "../Mailbox", "../no/x"));
    assertEquals(
        fatal("unable to create ../taken: is a directory"),
        run("Maildir", "../Mailbox", "../taken"));
    assertEquals(fatal("MAILTMP is MAIL"), run("Maildir", "../Mailbox", "../Mailbox"));
    assertTrue(Files.isDirectory(folder.resolve("taken")));
    assertEquals(List.of("1.h"), left("new"));
    Files.delete(folder.resolve("Maildir/cur"));
    assertEquals(
        fatal("unable to scan $MAILDIR/cur: file does not exist"),
        run("Maildir", "../Mailbox", "../x"));
    assertEquals(List.of("1.h"), left("new"));
  }

  @Test
  void anMboxThatStaysLockedIsLeftAlone() throws IOException {
    Path lock = Files.createFile(folder.resolve("Mailbox.lock"));
    Files.setLastModifiedTime(lock, FileTime.from(clock.instant()));
    assertEquals(
        fatal("unable to lock ../Mailbox: timed out"), run("Maildir", "../Mailbox", "../x"));
    assertEquals(List.of("1.h"), left("new"));
  }

  @Test
  void aNameForTheNewMboxThatIsNoTextIsTheNameOfThatFile() throws IOException {
    Files.writeString(folder.resolve("Mailbox"), "From x\n\nold\n\n");
    assertEquals("0 ", run("Maildir", "../Mailbox", "../t\u00e4mp"));
    String text = Files.readString(folder.resolve("Mailbox"));
    assertTrue(text.startsWith("From x\n\nold\n\nFrom "), text);
    assertFalse(Files.exists(folder.resolve(BytePath.of("t\u00e4mp"))));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void itCanBeMadeWithoutOsgi() {
    Optional<LocalProgram> made =
        ServiceLoader.load(LocalProgram.Maker.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(maker -> maker.name().equals("maildir2mbox"))
            .findFirst()
            .map(LocalProgram.Maker::make);
    assertTrue(made.isPresent());
  }
}
