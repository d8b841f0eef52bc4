package org.quoin.platform;

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

/** Queue instances that come and go while the platform runs. */
@NeedsDistribution
final class QmqIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Platform platform;
  private static Letters letters;

  @BeforeAll
  static void start() throws Exception {
    String domains = "localhost\ncustomer1.test\ncustomer2.test\ncustomer3.test\ncustomer4.test\n";
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
  void anInstanceMadeByCommandTakesItsDomainsAndASplitMailReachesBoth() throws Exception {
    platform.mustSay("qmq:create", "01:customer1", "--domains", "customer1.test");
    assertTrue(listed("01"));
    assertTrue(platform.mustSay("route:explain", "alice@customer1.test").contains("01"));
    String token = letters.send("alice@localhost", "bob@customer1.test");
    letters.arrived(token, 2);
    platform.mustSay("qmq:remove", "01");
    Await.until("it is gone", LIMIT, () -> !listed("01"));
    letters.roundTrip("bob@customer1.test");
  }

  @Test
  void anInstanceMadeByAFileComesAndGoesWithIt() throws Exception {
    String file = "etc/org.quoin.queue-02.cfg";
    platform.with(file, "id = 02\nalias = customer2\ndomains = customer2.test\n");
    Await.until("it is there", LIMIT, () -> listed("02"));
    letters.roundTrip("alice@customer2.test");
    Files.delete(platform.base().resolve(file));
    Await.until("it is gone", LIMIT, () -> !listed("02"));
    letters.roundTrip("alice@customer2.test");
  }

  @Test
  void anInstanceThatHoldsMailIsRemovedOnlyWhenItsMailIsMoved() throws Exception {
    platform.with(
        "etc/org.quoin.queue-03.cfg",
        "id = 03\nalias = customer3\ndomains = customer3.test\nstate = held\n");
    Await.until("it is there", LIMIT, () -> listed("03"));
    String token = letters.send("alice@customer3.test");
    assertTrue(platform.mustSay("queue:list").contains("alice@customer3.test"));
    Result refused = platform.command("qmq:remove", "03");
    assertFalse(refused.good(), "it still holds mail");
    assertFalse(refused.err().isBlank(), "it says why");
    platform.mustSay("qmq:remove", "03", "--to", "00");
    letters.arrived(token, 1);
    Await.until("it is gone", LIMIT, () -> !listed("03"));
  }

  @Test
  void bouncesLeaveByTheirOwnInstanceAndWaitUntilItIsThere() throws Exception {
    platform.mustSay("qmq:create", "04:customer4", "--domains", "customer4.test");
    platform.mustSay("qmq:set", "04", "bounce.queue=90", "bounce.format=rfc3464");
    letters.send("nobody@customer4.test");
    String why = "bounce.queue 90: there is no such queue";
    Await.until("the list says why", LIMIT, () -> holds("04", why));
    assertTrue(platform.mustSay("qmq:list").contains(why));
    platform.mustSay("qmq:create", "90:bounces");
    platform.mustSay("queue:flush");
    Await.until("it left by 90", LIMIT, () -> holds("90", "sue@sender.test"));
    assertFalse(holds("04", "nobody@customer4.test"));
    assertFalse(holds("00", "sue@sender.test"));
  }

  private static boolean holds(String id, String text) throws Exception {
    return platform.mustSay("queue:list", "--queue", id).contains(text);
  }

  @Test
  void theMainInstanceCannotBeRemoved() throws Exception {
    assertFalse(platform.command("qmq:remove", "00").good());
    assertTrue(listed("00"));
  }

  private static boolean listed(String id) throws Exception {
    return platform.mustSay("qmq:list").lines().anyMatch(line -> line.strip().startsWith(id));
  }
}
