package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/**
 * A sync of the journal fails once: its mail is put off and so is all that comes after it, although
 * the disk is well again, until an operator opens the store anew, in any of the ways that there
 * are. What had its 250 before is delivered then.
 */
@NeedsDistribution
final class FailedSyncIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ALICE = "alice@localhost";
  private static final String HELD = "control/concurrencylocal";
  private static final int MAILS = 5;
  private static final Pattern ALERT =
      Pattern.compile(".* ERROR \\S+: store: the store has failed and must be opened again: .*");

  @TempDir Path folder;

  private interface Opening {
    void run(Platform platform) throws Exception;
  }

  @Test
  void noMailIsTakenAfterAFailedSyncUntilTheStoreIsOpenedAnew() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base"))) {
      platform.with(HELD, "0\n").start();
      failAndOpen(platform, FailedSyncIT::restartTheBundle);
      failAndOpen(platform, FailedSyncIT::changeASetting);
      failAndOpen(platform, FailedSyncIT::restart);
    }
  }

  private static void restartTheBundle(Platform platform) throws Exception {
    Bundles bundles = new Bundles(platform);
    long store = bundles.id("quoin-store");
    bundles.stop(store);
    bundles.start(store);
  }

  private static void changeASetting(Platform platform) throws Exception {
    platform.with("etc/org.quoin.store.cfg", "heap.bytes = 60000000\n");
  }

  private static void restart(Platform platform) throws Exception {
    assertTrue(platform.stop(LIMIT).isPresent());
    platform.start();
  }

  private void failAndOpen(Platform platform, Opening opening) throws Exception {
    Letters letters = new Letters(platform);
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < MAILS; i++) {
      taken.add(letters.send(ALICE));
    }
    int told = alerts(platform);
    String unsynced = "unsynced-" + told;
    failOneSync(platform, unsynced);
    for (int i = 0; i < MAILS; i++) {
      Answer answer = letters.offer("late-" + i, ALICE);
      assertTrue(answer.temporary(), answer::toString);
    }
    Await.until("it is loud", LIMIT, () -> alerts(platform) > told);
    assertEquals(told + 1, alerts(platform), "once, not at each mail");
    opening.run(platform);
    taken.add(letters.send(ALICE));
    deliverAll(platform, taken);
    Map<String, Integer> tokens = platform.maildirs().tokens();
    assertTrue(tokens.getOrDefault(unsynced, 0) <= 1, "nobody knows whether it was written");
    assertTrue(tokens.keySet().stream().noneMatch(token -> token.startsWith("late-")));
  }

  private static void deliverAll(Platform platform, List<String> taken) throws Exception {
    concurrency(platform, 10);
    for (String token : taken) {
      new Letters(platform).arrived(token, 1);
    }
    Await.until("it is empty", LIMIT, () -> platform.mustSay("queue:list").isBlank());
    concurrency(platform, 0);
  }

  private static void concurrency(Platform platform, int local) throws Exception {
    platform.with(HELD, local + "\n");
    platform.mustSay("quoin:reload");
    String limit = "/" + local + "  remote";
    Await.until("it is heeded", LIMIT, () -> platform.mustSay("queue:stat").contains(limit));
  }

  /** What is written has gone to the journal, and its one sync is answered with an error. */
  private void failOneSync(Platform platform, String token) throws Exception {
    try (SystemCalls calls = SystemCalls.failingOnce(platform.pid(), folder, "fdatasync");
        SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("EHLO sender.test");
      assertEquals(354, client.envelope("sue@sender.test", List.of(ALICE)).code());
      Answer answer = client.command(Letters.text(token) + ".");
      assertTrue(answer.temporary(), answer::toString);
      List<String> failed =
          calls.stop().stream().filter(call -> call.contains("(INJECTED)")).toList();
      assertTrue(
          failed.stream().anyMatch(call -> call.contains("/queue/journal/")), failed::toString);
    }
  }

  private static int alerts(Platform platform) throws Exception {
    String log = Files.readString(platform.base().resolve("log/quoin.log"));
    return (int) log.lines().filter(line -> ALERT.matcher(line).matches()).count();
  }
}
