package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/** One tenant is limited, filtered or misconfigured, and no other one feels it. */
@NeedsDistribution
final class InstanceSettingsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Platform platform;
  private static Letters letters;

  @BeforeAll
  static void start() throws Exception {
    String domains = "localhost\none.test\ntwo.test\nthree.test\nfour.test\n";
    platform =
        new Platform(folder.resolve("base"))
            .with("control/locals", domains)
            .with("control/rcpthosts", domains)
            .start();
    letters = new Letters(platform);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void aFullInstanceDefersItsOwnMailUntilThereIsRoom() throws Exception {
    platform.mustSay(
        "qmq:create",
        "01:one",
        "--domains",
        "one.test",
        "--state",
        "held",
        "--limit-messages",
        "1");
    String first = letters.send("alice@one.test");
    Await.until("it is full", LIMIT, () -> says("qmq:list", "[limit.messages is reached]"));
    Answer answer = letters.offer("second", "alice@one.test");
    assertEquals("452 4.3.1 mail queue is full, try again later (#4.3.1)", answer.toString());
    letters.roundTrip("alice@localhost");
    Await.until("the log says why", LIMIT, () -> logSays("Limit.messages_of_queue_01:one"));
    platform.mustSay("qmq:set", "01", "state=up");
    letters.arrived(first, 1);
    letters.roundTrip("alice@one.test");
  }

  @Test
  void aWrongChangeIsRefusedAndMailComesInByTheOldSettings() throws Exception {
    String file = "etc/org.quoin.queue-02.cfg";
    platform.with(file, "id = 02\nalias = two\ndomains = two.test\n");
    Await.until("it is there", LIMIT, () -> says("route:explain", "02:two", "a@two.test"));
    platform.with(file, "id = 02\nalias = two\ndomains = two..test\n");
    Await.until("it is refused", LIMIT, () -> says("qmq:list", "\"two..test\" is no domain"));
    Answer answer = letters.offer("by-the-old-settings", "alice@two.test");
    assertTrue(answer.positive(), answer::toString);
    letters.arrived("by-the-old-settings", 1);
    assertTrue(says("route:explain", "02:two (domains: two.test)", "a@two.test"));
  }

  @Test
  void aFilterThatOnlyOneInstanceNamesHoldsUpNoOther() throws Exception {
    platform.mustSay("qmq:create", "03:three", "--domains", "three.test", "--filters", "clamav");
    Answer answer = letters.offer("unscanned", "alice@three.test");
    assertTrue(answer.temporary(), answer::toString);
    letters.roundTrip("alice@localhost");
    platform.mustSay("qmq:set", "03", "filters=");
    letters.roundTrip("alice@three.test");
  }

  @Test
  void anInstanceWhoseControlFolderIsNotThereWaitsForIt() throws Exception {
    platform.mustSay("qmq:create", "04:four", "--domains", "four.test", "--control", "own/04");
    String token = letters.send("alice@four.test");
    Await.until("the log says why", LIMIT, () -> logSays("there is no folder"));
    assertTrue(platform.mustSay("queue:list", "--queue", "04").contains("alice@four.test"));
    Files.createDirectories(platform.base().resolve("own/04"));
    platform.mustSay("queue:flush", "--queue", "04");
    letters.arrived(token, 1);
  }

  private static boolean says(String command, String text, String... args) throws Exception {
    String[] words = new String[args.length + 1];
    words[0] = command;
    System.arraycopy(args, 0, words, 1, args.length);
    return platform.mustSay(words).contains(text);
  }

  private static boolean logSays(String text) throws Exception {
    return platform.logs().contains(text);
  }
}
