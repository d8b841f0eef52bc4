package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Audit;
import org.quoin.kit.Await;
import org.quoin.kit.LoadClient;
import org.quoin.kit.Platform;
import org.quoin.kit.Programs;

/** ALRM, HUP and TERM on the real process (Q15). */
@NeedsDistribution
final class SignalsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(10);

  /** 128 + 15: how a program ends that SIGTERM has ended, and systemd(1) calls it clean. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  private Platform platform() throws Exception {
    Platform platform =
        new Platform(folder.resolve("base"))
            .with("control/rcpthosts", "localhost\nfar.test\n")
            .with("control/concurrencyremote", "20\n");
    new ScriptedBundle(platform).deploy();
    return platform;
  }

  private static boolean said(Platform platform, String line) throws IOException {
    return platform.queueLog("00").stream().anyMatch(one -> one.matches(line));
  }

  @Test
  void anAlarmMakesAllMailDueNow() throws Exception {
    try (Platform platform = platform().start()) {
      new Letters(platform).send("later-1@far.test", "later-2@far.test");
      Await.until("both wait", LIMIT, () -> deferrals(platform) == 2);
      assertEquals(List.of(), new ScriptedBundle(platform).delivered());
      platform.signal("ALRM");
      Await.until("both went", LIMIT, () -> new ScriptedBundle(platform).delivered().size() == 2);
      Await.until("no more waits", LIMIT, () -> platform.mustSay("queue:list").isBlank());
    }
  }

  private static long deferrals(Platform platform) throws IOException {
    return platform.queueLog("00").stream().filter(line -> line.contains(": deferral: ")).count();
  }

  @Test
  void aHangupMakesItLookAtItsFilesAndGoOn() throws Exception {
    try (Platform platform = platform().with("control/concurrencylocal", "0\n").start()) {
      Letters letters = new Letters(platform);
      String token = letters.send("alice@localhost");
      Files.writeString(platform.base().resolve("control/concurrencylocal"), "7\n");
      platform.signal("HUP");
      Await.until("it has reloaded", LIMIT, () -> platform.logs().contains("reloaded by"));
      assertTrue(platform.logs().contains("[control:reload, queue:reload], failed: []"));
      letters.arrived(token, 1);
      assertTrue(said(platform, "status: local \\d/7 remote 0/20"));
    }
  }

  @Test
  void aHangupDoesNotEndWhatWasStartedInTheBackground() throws Exception {
    try (Platform platform = platform()) {
      try {
        platform.mustSay("start");
        String pid = Files.readString(platform.base().resolve("var/pid")).strip();
        Programs.run(new ProcessBuilder("sh", "-c", "kill -HUP " + pid), "", STOP);
        Await.until("it has reloaded", LIMIT, () -> platform.logs().contains("reloaded by"));
        new Letters(platform).roundTrip("alice@localhost");
      } finally {
        platform.mustSay("stop");
      }
    }
  }

  @Test
  void signalsInAnyNumberLoseNothing() throws Exception {
    try (Platform platform = platform().start();
        LoadClient client = Proof.endless(platform)) {
      client.start();
      for (int i = 0; i < 100; i++) {
        platform.signal(i % 2 == 0 ? "ALRM" : "HUP");
      }
      Await.until("mail flows", LIMIT, () -> client.ledger().accepted().size() > 500);
      client.stop();
      assertTrue(client.ended(LIMIT));
      Audit audit = Proof.drained(platform, client.ledger());
      assertEquals(Set.of(), audit.missing());
      assertEquals(Set.of(), audit.doubled());
      assertEquals(0, client.ledger().permanent());
      assertFalse(platform.output().contains("quoin: SIG"), platform::toString);
    }
  }

  @Test
  void aTermEndsRunningDeliveriesInTimeAndTheirMailStays() throws Exception {
    try (Platform platform = platform().start()) {
      Letters letters = new Letters(platform);
      letters.send("first@far.test"); // from now on the destination is proven
      Await.until("it is known", LIMIT, () -> new ScriptedBundle(platform).delivered().size() == 1);
      for (int i = 0; i < 5; i++) {
        letters.send("slow-" + i + "@far.test", "quick-" + i + "@far.test");
      }
      Await.until("some run", LIMIT, () -> new ScriptedBundle(platform).delivered().size() == 6);
      Await.until("all run", LIMIT, () -> said(platform, "status: local 0/10 remote 5/20"));
      assertEquals(Optional.of(TERMINATED), platform.stop(STOP));
      assertEquals("status: exiting", platform.queueLog("00").getLast());
      platform.start();
      assertFalse(platform.logs().contains("are cut off"), "the journal was closed");
      String waiting = platform.mustSay("queue:list");
      for (int i = 0; i < 5; i++) {
        assertTrue(waiting.contains("waiting    slow-" + i + "@far.test"), waiting);
        assertTrue(waiting.contains("delivered  quick-" + i + "@far.test"), waiting);
      }
    }
  }

  @Test
  void aTermUnderLoadLosesNothing() throws Exception {
    try (Platform platform = platform().start();
        LoadClient client = Proof.endless(platform)) {
      client.start();
      Await.until("mail flows", LIMIT, () -> client.ledger().accepted().size() > 200);
      assertEquals(Optional.of(TERMINATED), platform.stop(STOP));
      platform.start();
      int before = client.ledger().accepted().size();
      Await.until("again", LIMIT, () -> client.ledger().accepted().size() > before + 200);
      client.stop();
      assertTrue(client.ended(LIMIT));
      Audit audit = Proof.drained(platform, client.ledger());
      System.out.println("term: " + client.ledger() + "; " + audit);
      assertEquals(Set.of(), audit.missing());
      assertEquals(Set.of(), audit.doubled());
    }
  }
}
