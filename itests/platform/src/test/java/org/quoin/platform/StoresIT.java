package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.Result;
import org.quoin.kit.SmtpClient;

/** Stores that come and go while the platform runs, and instances that work on them. */
@NeedsDistribution
final class StoresIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String STORE = "etc/org.quoin.store-%s.cfg";

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

  private static void makeStore(String name, String place, String more) throws Exception {
    String settings = "name = " + name + "\nfolder = " + place + "\n" + more;
    platform.with(STORE.formatted(name), settings);
    Await.until(name + " is there", LIMIT, () -> stat().contains("store " + name + " "));
  }

  private static String stat() throws Exception {
    return platform.mustSay("queue:stat");
  }

  /** No, too, while the instance waits for its store. */
  private static boolean holds(String id, String text) throws Exception {
    return platform.command("queue:list", "--queue", id).out().contains(text);
  }

  @Test
  void aMailForTwoStoresIsInBothAfterKillNine() throws Exception {
    makeStore("ssd1", "ssd1", "");
    platform.mustSay(
        "qmq:create", "01:one", "--domains", "one.test", "--state", "held", "--store", "ssd1");
    platform.mustSay("qmq:set", "00", "state=held");
    String token = letters.send("alice@localhost", "bob@one.test");
    platform.kill();
    assertTrue(Files.exists(platform.base().resolve("ssd1/journal/00000001.seg")));
    Result check = platform.command("queue:check");
    assertTrue(check.good(), check::text);
    assertTrue(check.out().contains("{00=1}") && check.out().contains("{01=1}"), check::text);
    platform.start();
    Await.until("both are there", LIMIT, () -> holds("00", "alice") && holds("01", "bob"));
    platform.mustSay("qmq:set", "00", "state=up");
    platform.mustSay("qmq:set", "01", "state=up");
    letters.arrived(token, 2);
  }

  @Test
  void mailMovesIntoAnotherStoreWhenItsInstanceIsRemoved() throws Exception {
    makeStore("ssd2", folder.resolve("ssd2").toString(), "");
    platform.mustSay(
        "qmq:create", "02:two", "--domains", "two.test", "--state", "held", "--store", "ssd2");
    String token = letters.send("bob@two.test");
    Result refused = platform.command("qmq:set", "02", "store=journal");
    assertFalse(refused.good());
    assertTrue(refused.text().contains("queue 02 holds 1 message in store ssd2"), refused::text);
    assertTrue(holds("02", "bob@two.test"));
    assertEquals(
        "queue 02 is removed, 1 message moved to 00",
        platform.mustSay("qmq:remove", "02", "--to", "00").strip());
    letters.arrived(token, 1);
    letters.roundTrip("bob@two.test");
  }

  @Test
  void mailMovesBetweenInstancesAtWorkOnDifferentStores() throws Exception {
    makeStore("ssd5", "ssd5", "");
    platform.mustSay(
        "qmq:create", "05:five", "--domains", "five.test", "--state", "held", "--store", "ssd5");
    String moved = letters.send("bob@five.test");
    String[] move = {"queue:move", "--queue", "05", "--recipient", "bob@*", "--to", "00"};
    assertEquals("1 message moved to 00", platform.mustSay(move).strip());
    letters.arrived(moved, 1);
    String drained = letters.send("alice@five.test");
    assertEquals(
        "1 message moved from 05 to 00; queue 05 is held",
        platform.mustSay("qmq:drain", "05", "--to", "00").strip());
    letters.arrived(drained, 1);
    assertFalse(holds("05", "five.test"));
  }

  @Test
  void aStoreThatIsShortOfRoomPutsItsOwnRecipientsOffWith452() throws Exception {
    makeStore("ssd3", "ssd3", "min.free = 900000000000000000\n");
    platform.mustSay("qmq:create", "03:three", "--domains", "three.test", "--store", "ssd3");
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("EHLO sender.test");
      client.command("MAIL FROM:<sue@sender.test>");
      Answer answer = client.command("RCPT TO:<bob@three.test>");
      assertTrue(answer.toString().contains("452 4.3.1 mail system full"), answer::toString);
      assertTrue(client.command("RCPT TO:<alice@localhost>").positive());
    }
    platform.with(STORE.formatted("ssd3"), "name = ssd3\nfolder = ssd3\n");
    letters.roundTrip("bob@three.test");
  }

  @Test
  void aStoreThatGoesTakesOnlyItsOwnInstancesAlong() throws Exception {
    makeStore("ssd4", "ssd4", "");
    platform.mustSay("qmq:create", "04:four", "--domains", "four.test", "--store", "ssd4");
    letters.roundTrip("bob@four.test");
    Files.delete(platform.base().resolve(STORE.formatted("ssd4")));
    Await.until("it is gone", LIMIT, () -> !stat().contains("store ssd4 "));
    Answer answer = letters.offer("never", "bob@four.test");
    assertTrue(answer.temporary(), answer::toString);
    letters.roundTrip("alice@localhost");
    platform.with(STORE.formatted("ssd4"), "name = ssd4\nfolder = ssd4\n");
    letters.roundTrip("bob@four.test");
    List<String> lines = platform.mustSay("qmq:list").lines().toList();
    assertTrue(lines.stream().noneMatch(line -> line.contains("none ")), lines::toString);
  }
}
