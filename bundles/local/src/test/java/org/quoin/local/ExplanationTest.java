package org.quoin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.api.Address;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.user.Account;

class ExplanationTest {
  @TempDir Path home;
  private final Desk desk = new Desk();

  @BeforeEach
  void joeHasAHome() throws IOException {
    Files.setAttribute(home, "unix:mode", 0755);
    Account joe = new Account("joe", 1000, 1000, home, "", "");
    desk.directories.add(Desk.named("assign", Desk.knowing("joe", joe)));
  }

  @Test
  void everyLineIsNamedAndNothingIsDone() {
    desk.instructions.lines("./Maildir/", "./Mailbox", "|touch done", "a@x");
    assertEquals(
        new Explanation(
            List.of(
                "maildir ./Maildir/",
                "mbox ./Mailbox",
                "program touch done",
                "forward a@x",
                "did 2+1+1"),
            Optional.empty()),
        explain("joe"));
    assertEquals(List.of(), desk.intake.got);
    assertEquals(false, Files.exists(home.resolve("done")));
  }

  @Test
  void theDefaultDeliveryIsExplainedToo() {
    assertEquals(List.of("maildir ./Maildir/", "did 1+0+0"), explain("joe@example.org").lines());
  }

  @Test
  void troubleIsToldAfterWhatCanBeSaid() {
    desk.instructions.lines("a@x", "!Uh-oh. (#4.7.0)");
    Explanation explanation = explain("joe");
    assertEquals(List.of("forward a@x"), explanation.lines());
    assertEquals("Uh-oh. (#4.7.0)\n", explanation.trouble().map(Outcome::text).orElse(""));
    assertEquals(Optional.of(Attempt.NOBODY), explain("jane").trouble());
  }

  @Test
  void aStickyHomeIsOnlyAWarning() throws IOException {
    Files.setAttribute(home, "unix:mode", 01755);
    assertEquals("Warning: home directory is sticky.", explain("joe").lines().getFirst());
    assertEquals(Optional.empty(), explain("joe").trouble());
  }

  @Test
  void theCommandPrintsNoControlCharactersAndFailsOnTrouble() {
    desk.instructions.lines("\033[2Ja@x", "!Uh-oh. (#4.7.0)");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    IllegalStateException end =
        assertThrows(IllegalStateException.class, () -> LocalCommands.print(print, explain("joe")));
    assertEquals("Uh-oh. (#4.7.0)", end.getMessage());
    assertEquals("forward _[2Ja@x\n", out.toString(StandardCharsets.UTF_8));
  }

  private Explanation explain(String address) {
    return desk.transport().explain(new Address(address));
  }
}
