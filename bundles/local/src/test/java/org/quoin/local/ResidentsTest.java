package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.PutOffException;
import org.quoin.api.user.Account;

class ResidentsTest {
  @TempDir Path home;
  private final Desk desk = new Desk();

  @BeforeEach
  void joeHasAHome() throws IOException {
    Files.setAttribute(home, "unix:mode", 0755);
    add("joe", "", "");
    add("joe-x", "-", "x");
  }

  private void add(String local, String dash, String ext) {
    Account account = new Account("joe", 1000, 1000, home, dash, ext);
    desk.directories.add(Desk.named("assign", Desk.knowing(local, account)));
  }

  private boolean exists(String local) throws IOException {
    return desk.transport().exists(new Address(local + "@example.org"));
  }

  @Test
  void whoHasAMailboxIsThere() throws IOException {
    desk.settings = Desk.settings("assign");
    desk.directories.removeLast();
    assertTrue(exists("joe"));
    assertTrue(exists(""));
    assertFalse(exists("jane"));
  }

  @Test
  void anExtensionWithoutInstructionsIsNobody() throws IOException {
    desk.directories.removeFirst();
    assertFalse(exists("joe-x"));
    assertInstanceOf(Outcome.Failed.class, desk.deliver("sue@y", "joe-x@example.org", "\n"));
    desk.instructions.lines("./Maildir/");
    assertTrue(exists("joe-x"));
  }

  @Test
  void aMailboxWhoseMailMustWaitIsThere() throws IOException {
    desk.instructions.answer =
        account -> {
          throw new PutOffException("Uh-oh: .qmail file is writable. (#4.7.0)");
        };
    assertTrue(exists("joe-x"));
  }

  @Test
  void whatCannotBeSaidNowIsNoNo() {
    desk.directories.removeFirst();
    desk.settings = Desk.settings("assign", "passwd");
    assertThrows(IOException.class, () -> exists("jane"));
    desk.instructions.answer =
        account -> {
          throw new IOException("the disk is away");
        };
    assertThrows(IOException.class, () -> exists("joe-x"));
  }

  @Test
  void nobodyIsMissedInAHomeThatHasGone() throws IOException {
    desk.directories.removeFirst();
    Files.delete(home);
    assertThrows(IOException.class, () -> exists("joe-x"));
    Files.createDirectory(home);
    Files.setAttribute(home, "unix:mode", 0755);
    assertEquals(false, exists("joe-x"));
  }
}
