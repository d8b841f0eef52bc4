package org.quoin.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditTest {

  @Test
  void lostStrayAndDoubledMailIsFound() {
    Ledger ledger = new Ledger();
    ledger.noteSent("a", true);
    ledger.noteSent("b", true);
    ledger.noteSent("c", false);
    ledger.noteSending("d");
    Audit audit = Audit.of(ledger, Map.of("a", 2, "c", 1, "d", 1));
    assertEquals(Set.of("b"), audit.missing());
    assertEquals(Set.of("c"), audit.strays());
    assertEquals(Set.of("a"), audit.doubled());
  }

  @Test
  void tokensAreReadFromNewAndCurOfEveryHome(@TempDir Path homes) throws IOException {
    deliver(homes, "alice/Maildir/new/1", "Return-Path: <x>\nX-Token: t1\n\nbody\n");
    deliver(homes, "alice/Maildir/cur/2", "X-Token: t1\n\n");
    deliver(homes, "bob/Maildir/new/3", "Subject: none\n\nX-Token: not a header\n");
    deliver(homes, "bob/Maildir/tmp/4", "X-Token: unfinished\n\n");
    Maildirs maildirs = new Maildirs(homes);
    assertEquals(Map.of("t1", 2, "", 1), maildirs.tokens());
    assertEquals(3, maildirs.count());
  }

  private static void deliver(Path homes, String name, String text) throws IOException {
    Path file = homes.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
