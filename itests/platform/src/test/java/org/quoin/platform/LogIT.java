package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Ledger;
import org.quoin.kit.LoadClient;
import org.quoin.kit.LoadPlan;
import org.quoin.kit.Matchup;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/** The logs of a busy run account for every mail, by a matchup as of qmailanalog (Q20). */
@NeedsDistribution
final class LogIT {
  private static final int MAILS = Proof.LONG ? 20_000 : 1_000;
  private static final int NOTICES = 5;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final List<String> QUEUES = List.of("00", "01", "02");

  /** Delivered at once, failed, or put off and then delivered; in each of the three queues. */
  private static final List<String> RECIPIENTS =
      List.of(
          "alice@localhost",
          "nobody@localhost",
          "bob@customer1.test",
          "nobody@customer1.test",
          "ok@far.test",
          "later@far.test",
          "fail@far.test");

  @TempDir Path folder;

  /** Queue 00 has what is left, 01 a domain of its own, 02 what goes to far.test. */
  private Platform start() throws Exception {
    Platform platform =
        new Platform(folder.resolve("base"))
            .with("control/locals", "localhost\ncustomer1.test\n")
            .with("control/rcpthosts", "localhost\ncustomer1.test\nfar.test\n")
            .with("control/doublebounceto", "nobody\n")
            .with("etc/org.quoin.queue-01.cfg", "id = 01\ndomains = customer1.test\n")
            .with("etc/org.quoin.queue-02.cfg", "id = 02\ndomains = far.test\n");
    new ScriptedBundle(platform).deploy();
    platform.start();
    Await.until("all are up", LIMIT, () -> platform.mustSay("qmq:list").lines().count() > 2);
    return platform;
  }

  private static LoadClient load(Platform platform) {
    return new LoadClient(
        new LoadPlan(platform.port(), Proof.CONNECTIONS, MAILS, 25, 1000, RECIPIENTS));
  }

  @Test
  void aRunWithARestartIsAccountedForToTheLastMail() throws Exception {
    try (Platform platform = start();
        LoadClient client = load(platform)) {
      client.start();
      sendNotices(platform);
      Await.until("half", LIMIT, () -> client.ledger().accepted().size() > MAILS / 2);
      assertNotEquals(Optional.empty(), platform.stop(STOP));
      platform.start();
      assertTrue(client.ended(LIMIT), client.ledger()::toString);
      finish(platform);
      List<Matchup> logs = matchups(platform);
      logs.forEach(LogIT::requireWhole);
      requireAllMails(logs, client.ledger());
    }
  }

  /** Notices that cannot be delivered, and neither can the notice about that. */
  private static void sendNotices(Platform platform) throws Exception {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("EHLO notices.test");
      for (int i = 0; i < NOTICES; i++) {
        Answer answer = client.mail("", List.of("nobody@localhost"), Letters.text("notice-" + i));
        assertTrue(answer.positive(), answer::toString);
      }
    }
  }

  /** Until all that waits has been decided; then it is stopped, so that the logs are whole. */
  private static void finish(Platform platform) throws Exception {
    Await.until(
        "nothing waits",
        LIMIT,
        () -> {
          platform.mustSay("queue:flush");
          return platform.mustSay("queue:list").isBlank();
        });
    assertNotEquals(Optional.empty(), platform.stop(STOP));
  }

  private static List<Matchup> matchups(Platform platform) throws Exception {
    List<Matchup> matchups = new ArrayList<>();
    for (String queue : QUEUES) {
      matchups.add(Matchup.of(platform.queueLog(queue)));
      System.out.println("log of " + queue + ": " + matchups.getLast());
    }
    return matchups;
  }

  private static void requireWhole(Matchup log) {
    assertEquals(List.of(), log.faults());
    assertEquals(Set.of(), log.pending(), "begun and not ended");
    assertEquals(Set.of(), log.strangers(), "ended and not begun");
    assertTrue(log.begun().equals(log.ended()), log::toString);
    assertEquals(0, log.cut(), "deliveries without an end");
  }

  /** Every mail has one recipient, hence one success or one failure. */
  private static void requireAllMails(List<Matchup> logs, Ledger ledger) {
    Set<Long> begun = new HashSet<>();
    Set<Long> bounces = new HashSet<>();
    logs.forEach(log -> begun.addAll(log.begun()));
    logs.forEach(log -> bounces.addAll(log.bounces()));
    assertTrue(begun.containsAll(bounces), "a bounce is a mail in some queue");
    int dropped = logs.stream().mapToInt(Matchup::dropped).sum();
    int failed = count(logs, "failure");
    assertEquals(NOTICES, dropped, "double bounces that failed");
    assertEquals(failed - dropped, bounces.size(), "each other failure has its bounce");
    assertEquals(begun.size(), count(logs, "success") + failed);
    int sent = begun.size() - bounces.size() - NOTICES;
    int least = ledger.accepted().size();
    assertTrue(sent >= least && sent <= least + ledger.doubtful().size(), ledger + ", but " + sent);
    long bad = bad(ledger.accepted()) + 2L * NOTICES;
    assertTrue(failed >= bad && failed <= bad + bad(ledger.doubtful()), bad + ", but " + failed);
    assertTrue(count(logs, "deferral") > 0);
  }

  private static int count(List<Matchup> logs, String result) {
    return logs.stream().mapToInt(log -> log.count(result)).sum();
  }

  /** How many of these mails went to somebody who cannot get any; see LoadClient for the tokens. */
  private static long bad(Collection<String> tokens) {
    return tokens.stream()
        .map(token -> Integer.parseInt(token.substring(token.indexOf('-') + 1)))
        .map(number -> RECIPIENTS.get(number % RECIPIENTS.size()))
        .filter(recipient -> recipient.startsWith("nobody") || recipient.startsWith("fail"))
        .count();
  }

  /**
   * After kill -9 a matchup may see deliveries without an end, messages that it thinks are still
   * there, and messages whose beginning it does not know: the last lines of the life that was
   * killed are missing. What begins afterwards is complete.
   */
  @Test
  void afterAKillOnlyWhatWasGoingOnIsInDoubt() throws Exception {
    try (Platform platform = start();
        LoadClient client = load(platform)) {
      client.start();
      Await.until("half", LIMIT, () -> client.ledger().accepted().size() > MAILS / 2);
      platform.kill();
      List<Integer> lines = new ArrayList<>();
      for (String queue : QUEUES) {
        lines.add(platform.queueLog(queue).size());
      }
      platform.start();
      assertTrue(client.ended(LIMIT), client.ledger()::toString);
      finish(platform);
      matchups(platform).forEach(log -> assertEquals(List.of(), log.faults()));
      for (int i = 0; i < QUEUES.size(); i++) {
        List<String> log = platform.queueLog(QUEUES.get(i));
        Matchup after = Matchup.of(log.subList(lines.get(i), log.size()));
        assertEquals(List.of(), after.faults());
        assertEquals(0, after.cut());
        assertEquals(Set.of(), after.pending());
        assertTrue(after.ended().containsAll(after.begun()));
        assertEquals(after.ended().size(), after.begun().size() + after.strangers().size());
      }
    }
  }
}
