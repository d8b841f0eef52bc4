package org.quoin.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalAccountsTest {
  private static final LocalRow PLAIN = new LocalRow("plain", "p", 3, "", "");
  private static final LocalRow RUN =
      new LocalRow("program", "run", 1, "|/bin/true\n./Maildir/\n", "\"|/bin/true\", %s/Maildir/");

  @TempDir Path folder;

  @Test
  void mailIsSpreadOverTheAccountsInTurn() {
    assertEquals("p0@localhost", PLAIN.address(0, "localhost"));
    assertEquals("p2@localhost", PLAIN.address(5, "localhost"));
    assertEquals("run@alias.test", RUN.address(5, "alias.test"));
  }

  @Test
  void whatIsForwardedIsASecondMessage() {
    assertEquals(1, RUN.messages());
    assertEquals(2, new LocalRow("", "f", 1, "&bob@localhost\n", "bob@localhost").messages());
  }

  @Test
  void theAccountsStandBehindThoseThatAreThere() throws Exception {
    Path assign = folder.resolve("users/assign");
    Files.createDirectories(assign.getParent());
    Files.writeString(assign, "=alice:alice:1:1:/home/alice:::\n.\n");
    new LocalAccounts(List.of(PLAIN, RUN)).addTo(folder);
    List<String> lines = Files.readAllLines(assign);
    assertEquals(6, lines.size());
    assertEquals("=alice:alice:1:1:/home/alice:::", lines.getFirst());
    assertEquals("=p0:p0:65534:65534:" + folder.resolve("home/p0") + ":::", lines.get(1));
    assertEquals(".", lines.getLast());
  }

  @Test
  void homesHaveTheirMaildirAndTheOwnersLines() throws Exception {
    Path home = folder.resolve("home");
    Files.createDirectories(folder.resolve("users"));
    Files.writeString(folder.resolve("users/assign"), ".\n");
    new LocalAccounts(List.of(PLAIN, RUN)).addTo(folder);
    assertTrue(Files.isDirectory(home.resolve("p2/Maildir/new")));
    assertTrue(Files.notExists(home.resolve("p2/.qmail")));
    assertEquals("|/bin/true\n./Maildir/\n", Files.readString(home.resolve("run/.qmail")));
  }

  @Test
  void onlyWhatIsNotPlainHasAnAlias() {
    assertEquals(
        "run \"|/bin/true\", /h/run/Maildir/\n",
        new LocalAccounts(List.of(PLAIN, RUN)).aliases(Path.of("/h")));
  }

  @Test
  void theMeasuredKindsHaveAccountsOfTheirOwn() {
    Set<String> names = new HashSet<>(List.of("alice", "bob", "postmaster"));
    for (LocalRow row : LocalRows.all()) {
      for (int number = 0; number < row.accounts(); number++) {
        assertTrue(names.add(row.account(number)), row.account(number));
      }
    }
  }
}
