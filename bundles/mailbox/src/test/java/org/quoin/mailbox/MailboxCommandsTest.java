package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxCommandsTest {
  @TempDir Path folder;

  @Test
  void namesAreRelativeToTheBase() throws IOException {
    assertEquals("a is at " + folder.resolve("a"), commands().made("a"));
    Path there = folder.resolve("there");
    assertEquals(there + " is at " + there, commands().made(there.toString()));
    assertTrue(Files.isDirectory(folder.resolve("a/tmp")));
    assertEquals(
        "0 messages are now in " + folder.resolve("box"),
        commands().moved("MAILDIR=a", "MAIL=box", "MAILTMP=box.tmp"));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertEquals(
        "usage: maildirmake name",
        assertThrows(IllegalArgumentException.class, () -> commands().made("")).getMessage());
    assertEquals(
        "MAIL not set",
        assertThrows(
                IllegalArgumentException.class, () -> commands().moved("MAILDIR=a", "MAILTMP=b"))
            .getMessage());
    assertEquals(
        "not like MAIL=name: box",
        assertThrows(IllegalArgumentException.class, () -> commands().moved("box")).getMessage());
  }

  private MailboxCommands commands() {
    FakeClock clock = new FakeClock();
    return new MailboxCommands(folder, new MboxLocks(true, clock, clock::pass), clock);
  }
}
