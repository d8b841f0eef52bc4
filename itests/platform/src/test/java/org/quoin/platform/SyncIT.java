package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/** What is promised is synced before it is said: mail by its 250, an instance by its command. */
@NeedsDistribution
final class SyncIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MAILS = 20;

  /** A sync of a file of the queue that has ended well. */
  private static final Pattern SYNCED = sync("[^>]*/queue/[^>]*");

  /** The answer to a mail, {@code 250 ok NUMBER qp NUMBER}. */
  private static final Pattern TAKEN =
      Pattern.compile("(write|send\\w+)\\(.*\"250 (2\\.0\\.0 )?ok \\d.*");

  /** The answer of a command about queue 01. */
  private static final Pattern SAID = Pattern.compile("(write|send\\w+)\\(.*queue 01");

  private static final String CONFIGURATION = "/base/etc/org\\.quoin\\.queue-01\\.cfg";
  private static final String DRAFT = "/base/etc/\\.org\\.quoin\\.queue-01\\.cfg\\.tmp";

  @TempDir Path folder;

  private static Pattern sync(String file) {
    return Pattern.compile("f(data)?sync\\(\\d+<" + file + ">\\) += 0");
  }

  @Test
  void everyMailIsSyncedBeforeItIsAnswered() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base"))) {
      platform.with("control/concurrencylocal", "0\n").start();
      List<String> calls;
      try (SystemCalls watch = SystemCalls.watched(platform.pid(), folder)) {
        send(platform);
        calls = watch.stop();
      }
      check(calls);
    }
  }

  /** X4: the file itself before it has its name, then the name, then the command returns. */
  @Test
  void aCommandReturnsWhenTheFileOfItsInstanceIsSynced() throws Exception {
    Pattern renamed = Pattern.compile("rename.*" + DRAFT + "\".*" + CONFIGURATION + "\"");
    Pattern deleted = Pattern.compile("unlink.*" + CONFIGURATION + "\"");
    Pattern named = sync("[^>]*/base/etc");
    List<Pattern> written = List.of(sync("[^>]*" + DRAFT), renamed, named, SAID);
    try (Platform platform = new Platform(folder.resolve("base")).start()) {
      checkOrder(written, during(platform, "qmq:create", "01:one", "--state", "held"));
      checkOrder(written, during(platform, "qmq:set", "01", "lifetime=3600"));
      checkOrder(List.of(deleted, named, SAID), during(platform, "qmq:remove", "01"));
    }
  }

  /** L12: the file in tmp, its name in new, the folder new; only then the journal forgets it. */
  @Test
  void aDeliveryIsSettledWhenItsFileAndItsFolderAreSynced() throws Exception {
    List<String> people = List.of("alice", "bob", "postmaster", "alice");
    List<String> calls;
    try (Platform platform = new Platform(folder.resolve("base")).start();
        SystemCalls watch = SystemCalls.watched(platform.pid(), folder)) {
      Letters letters = new Letters(platform);
      for (String name : people) {
        letters.roundTrip(name + "@localhost");
        Await.until("it is settled", LIMIT, () -> platform.mustSay("queue:list").isBlank());
      }
      calls = watch.stop();
    }
    List<String> expected = new ArrayList<>();
    people.forEach(
        name ->
            expected.addAll(
                List.of("accepted or settled", "file", "link", "folder", "accepted or settled")));
    assertEquals(expected, calls.stream().flatMap(SyncIT::step).toList());
  }

  /** What a call is for a delivery into a maildir; nothing if it is none of its steps. */
  private static Stream<String> step(String call) {
    String maildir = "[^>\"]*/home/[a-z]+/Maildir/";
    Map<String, Pattern> steps =
        Map.of(
            "accepted or settled", Pattern.compile("write\\w*\\(\\d+<[^>]*/journal/[^>]*\\.seg>"),
            "file", sync(maildir + "tmp/[^>]*"),
            "link", Pattern.compile("link(at)?\\(.*" + maildir + "tmp/.*" + maildir + "new/"),
            "folder", sync(maildir + "new"));
    return steps.entrySet().stream()
        .filter(each -> each.getValue().matcher(call).find())
        .map(Map.Entry::getKey);
  }

  private List<String> during(Platform platform, String... command) throws Exception {
    try (SystemCalls watch = SystemCalls.watched(platform.pid(), folder)) {
      platform.mustSay(command);
      return watch.stop();
    }
  }

  /** Each for the first time, and none before the one in front of it. */
  private static void checkOrder(List<Pattern> steps, List<String> calls) {
    int before = -1;
    for (Pattern step : steps) {
      int first = 0;
      while (first < calls.size() && !step.matcher(calls.get(first)).find()) {
        first++;
      }
      assertTrue(first < calls.size(), "not seen: " + step);
      assertTrue(first > before, "too early: " + calls.get(first));
      before = first;
    }
  }

  private static void send(Platform platform) throws Exception {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("HELO sender.test");
      for (int i = 0; i < MAILS; i++) {
        var answer =
            client.mail("sue@sender.test", List.of("alice@localhost"), Letters.text("sync-" + i));
        assertEquals(250, answer.code(), answer::toString);
      }
    }
  }

  private static void check(List<String> calls) {
    int answers = 0;
    boolean synced = false;
    for (String call : calls) {
      if (SYNCED.matcher(call).find()) {
        synced = true;
      } else if (TAKEN.matcher(call).find()) {
        answers++;
        assertTrue(synced, "answered without a sync since the answer before: " + call);
        synced = false;
      }
    }
    System.out.printf("sync: %d mails answered, each after a sync%n", answers);
    assertEquals(MAILS, answers, "answers seen");
  }
}
