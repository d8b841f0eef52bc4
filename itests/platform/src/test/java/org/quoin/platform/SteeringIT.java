package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.Result;

/** Instances and their mail are steered through bin/quoin while mail comes and goes. */
@NeedsDistribution
final class SteeringIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Platform platform;
  private static Letters letters;

  @BeforeAll
  static void start() throws Exception {
    String domains = "localhost\none.test\ntwo.test\nthree.test\nfour.test\nfive.test\n";
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

  private static int messages(String id) throws Exception {
    String shown = platform.mustSay("qmq:show", id, "--json");
    if (!shown.contains("\"up\":true")) {
      return -1; // a moment after the start
    }
    return Integer.parseInt(shown.replaceAll("(?s).*?\"messages\":(\\d+).*", "$1"));
  }

  @Test
  void dormantInstanceHoldsItsMailOverACrashUntilItIsReleased() throws Exception {
    platform.mustSay("qmq:create", "01:one", "--domains", "one.test");
    platform.mustSay("qmq:hold", "01");
    String token = letters.send("alice@one.test");
    assertEquals(1, messages("01"));
    platform.kill();
    platform.start();
    Await.until("its mail is there again", LIMIT, () -> messages("01") == 1);
    assertTrue(platform.mustSay("qmq:show", "01").contains("state            held"));
    platform.mustSay("qmq:release", "01");
    letters.arrived(token, 1);
  }

  @Test
  void drainedMailIsInTheOtherInstanceAndMovedMailIsDelivered() throws Exception {
    platform.mustSay("qmq:create", "02:two", "--domains", "two.test", "--state", "held");
    platform.mustSay("qmq:create", "92:spare", "state=held");
    String first = letters.send("alice@two.test");
    String second = letters.send("bob@two.test");
    String said = platform.mustSay("qmq:drain", "02", "--to", "92");
    assertEquals("2 messages moved from 02 to 92; queue 02 is held\n", said);
    assertEquals(0, messages("02"));
    assertEquals(2, messages("92"));
    String dry = platform.mustSay("queue:move", "--recipient", "bob@*", "--to", "00", "--dry-run");
    assertTrue(dry.endsWith("1 message would be moved to 00\n"), dry);
    platform.mustSay("queue:move", "--queue", "92", "--recipient", "bob@*", "--to", "00");
    letters.arrived(second, 1);
    assertEquals(1, messages("92"));
    platform.mustSay("qmq:release", "92");
    letters.arrived(first, 1);
  }

  @Test
  void redirectedMailGoesToTheOtherInstanceAndNeverToMain() throws Exception {
    platform.mustSay("qmq:create", "03:three", "--domains", "three.test");
    platform.mustSay("qmq:create", "93:backup", "--state", "held");
    platform.mustSay("qmq:redirect", "03", "--to", "93");
    assertTrue(platform.mustSay("route:explain", "a@three.test").contains("93:backup"));
    String token = letters.send("alice@three.test");
    assertEquals(1, messages("93"));
    Result circle = platform.command("qmq:redirect", "93", "--to", "03");
    assertFalse(circle.good());
    assertTrue(circle.err().contains("93 -> 03 -> 93"), circle::err);
    platform.mustSay("qmq:set", "93", "state=down");
    assertFalse(letters.offer("put-off", "alice@three.test").positive());
    platform.mustSay("qmq:redirect", "03", "--off");
    letters.roundTrip("alice@three.test");
    platform.mustSay("qmq:release", "93");
    letters.arrived(token, 1);
  }

  @Test
  void classicInstallationIsImportedAndTakesMail() throws Exception {
    Path site = Files.createDirectories(folder.resolve("site"));
    Path control = Files.createDirectories(folder.resolve("var/qmail/control"));
    Files.writeString(site.resolve("conf-home"), folder.resolve("var/qmail") + "\n");
    Files.writeString(
        site.resolve("conf-qmq"),
        "export SKELETON_QUEUELIFETIME=\"1440\" # 24 Hours\n08:four\n09:five # the last\n");
    Files.writeString(
        control.resolve("qmtproutes"), "four.test:localhost;1008\nfive.test:localhost:1009\n");
    String dry = platform.mustSay("qmq:import", "--dry-run", site.toString());
    assertTrue(dry.contains("1440 x 60 = 86400 (T1)"), dry);
    assertFalse(platform.mustSay("qmq:list").contains("four.test"));
    platform.mustSay("qmq:import", site.toString());
    Path file = platform.base().resolve("etc/org.quoin.queue-08.cfg");
    assertTrue(Files.readString(file).contains("domains = four.test\nid = 08\nlifetime = 86400\n"));
    assertTrue(platform.mustSay("route:explain", "a@five.test").contains("09:five"));
    letters.roundTrip("alice@four.test");
    Result again = platform.command("qmq:import", site.toString());
    assertFalse(again.good());
    assertTrue(again.out().contains("refused: queue 08 exists already"), again::out);
  }
}
