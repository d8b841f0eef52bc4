package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Instructions;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.user.Account;

/** A home that goes, as when its disk is taken away, at each step of a delivery: mail waits. */
@Timeout(60)
class VanishingHomeTest {
  private static final String REMOVE = "|rm -r \"$HOME\"";

  @TempDir Path folder;
  private final Desk desk = new Desk();
  private final FakeMailbox maildir = new FakeMailbox();
  private Path home;

  @BeforeEach
  void joeHasAHome() throws IOException {
    home = Files.createDirectory(folder.resolve("joe"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Account joe = new Account("joe", 1000, 1000, home, "", "");
    desk.directories.add(Desk.named("assign", Desk.knowing("joe", joe)));
    desk.formats.add(Desk.named("maildir", maildir));
  }

  @Test
  void beforeTheDelivery() throws IOException {
    desk.instructions.lines("./Maildir/");
    Files.delete(home);
    assertEquals(later(gone()), deliver());
    assertEquals(List.of(), maildir.stored);
    Files.createDirectory(home);
    assertEquals(new Outcome.Delivered("did 1+0+0\n"), deliver());
  }

  @Test
  void whileItsInstructionsAreSought() {
    desk.instructions.answer = account -> vanished(Optional.empty());
    assertEquals(later(gone()), deliver());
  }

  /** The owner may have had other instructions. */
  @Test
  void whileItsInstructionsAreSoughtAndTheDefaultIsTaken() {
    Instructions none =
        new Instructions(Optional.empty(), Optional.empty(), Instructions.Owner.NONE);
    desk.instructions.answer = account -> vanished(Optional.of(none));
    desk.control = FakeControl.with("/var/mail/joe/", "ann@example.net");
    assertEquals(later(gone()), deliver());
    assertEquals(List.of(), maildir.stored);
    assertEquals(List.of(), desk.intake.got);
  }

  @Test
  void betweenTwoPrograms() {
    desk.instructions.lines("&ann@example.net", "|echo one", REMOVE, "|echo two");
    assertEquals(later("one\nUnable to run /bin/sh. (#4.3.0)\n"), deliver());
    assertEquals(List.of(), desk.intake.got);
  }

  @Test
  void betweenAProgramAndAMailbox() throws IOException {
    Files.createDirectories(home.resolve("Maildir/new"));
    desk.formats.set(0, Desk.named("maildir", new PlainMaildir()));
    desk.instructions.lines("&ann@example.net", REMOVE, "./Maildir/");
    assertEquals(later("Temporary error on maildir delivery. (#4.3.0)\n"), deliver());
    assertEquals(List.of(), desk.intake.got);
    assertFalse(Files.exists(home), "it is not made anew");
  }

  private Optional<Instructions> vanished(Optional<Instructions> answer) throws IOException {
    Files.delete(home);
    return answer;
  }

  private Outcome deliver() {
    return desk.deliver("sue@example.net", "joe@example.org", "Subject: x\n\n");
  }

  private String gone() {
    return "Unable to switch to " + home + ": file does not exist. (#4.3.0)\n";
  }

  private static Outcome later(String text) {
    return new Outcome.Later(Cause.LOCAL_TROUBLE, text);
  }
}
