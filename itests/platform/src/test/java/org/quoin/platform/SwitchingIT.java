package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/**
 * Deliveries as their recipients (ADR 20, U5). Only root can start such a platform, and only root
 * can make homes for it; everybody else skips this.
 */
@NeedsDistribution
final class SwitchingIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Residents residents;

  @BeforeEach
  void makeHomes() throws Exception {
    residents = Residents.make();
  }

  @AfterEach
  void removeHomes() throws Exception {
    residents.close();
  }

  @Test
  void mailboxesProgramsAndForwardsAreTheRecipients() throws Exception {
    residents.qmail(
        1, "./Maildir/", "./Mailbox", "|id -u; id -g; id -G; grep Cap /proc/self/status", "two");
    try (Platform platform = start()) {
      Letters letters = new Letters(platform);
      String token = letters.send("one@localhost");
      residents.arrived(1, token);
      residents.arrived(2, token);
      assertTrue(Files.readString(residents.home(1).resolve("Mailbox")).contains(token));
      residents.assertOwned(1);
      residents.assertOwned(2);
      String log = log(platform);
      assertTrue(log.contains("success: 20001/20001/20001/CapInh:_0000000000000000/"), log);
      assertTrue(log.contains("CapPrm:_0000000000000000/CapEff:_0000000000000000/"), log);
      assertTrue(log.contains("CapAmb:_0000000000000000/did_2+1+1/qp_"), log);
    }
  }

  @Test
  void whatOnlyRootReadsIsNotShownAndOthersHomesAreClosed() throws Exception {
    residents.qmail(1, "|cat ../two/secret; echo >../two/Maildir/new/x; ls " + residents.secret());
    Files.writeString(residents.home(2).resolve("secret"), "of two\n");
    residents.give(2);
    try (Platform platform = start()) {
      Letters letters = new Letters(platform);
      letters.send("one@localhost");
      Await.until("it is tried", LIMIT, () -> log(platform).contains("\ndelivery 1: "));
      String log = log(platform);
      assertTrue(log.contains("ermission_denied"), log);
      assertFalse(log.contains("of_two"), log);
      assertEquals(List.of(), residents.mails(2));
      residents.link(2, residents.secret());
      letters.send("two@localhost");
      Await.until(
          "it waits",
          LIMIT,
          () ->
              log(platform).contains("deferral: Unable_to_open_.qmail:_access_denied._(#4.3.0)/"));
      assertFalse(log(platform).contains("only_for_root"));
    }
  }

  @Test
  void nothingIsDeliveredAsRoot() throws Exception {
    try (Platform platform = start()) {
      Letters letters = new Letters(platform);
      letters.send("zero@localhost");
      letters.send("wheel@localhost");
      letters.send("wrap@localhost");
      Await.until(
          "they wait",
          LIMIT,
          () ->
              log(platform).contains("deferral: Not_allowed_to_perform_deliveries_as_root./")
                  && log(platform).contains("deferral: Not_allowed_to_perform_deliveries_as_root's")
                  && log(platform).contains("deferral: There_is_no_such_user_as_uid_4294967296_"));
    }
  }

  @Test
  void aPlatformThatIsKilledLeavesNoWorkerAndNoProgram() throws Exception {
    residents.qmail(1, "|echo >started; sleep 970 & sleep 971");
    Platform platform = start();
    try (platform) {
      new Letters(platform).send("one@localhost");
      Await.until("it runs", LIMIT, () -> Files.exists(residents.home(1).resolve("started")));
      assertFalse(residents.processes(1).isEmpty());
      Runtime.getRuntime().exec(new String[] {"kill", "-9", "" + platform.pid()}).waitFor();
      Await.until("all have gone", LIMIT, () -> residents.processes(1).isEmpty());
    }
  }

  @Test
  void aWorkerThatIsKilledKeepsTheMailAndItArrivesOnce() throws Exception {
    residents.qmail(1, "./Maildir/", "|test -e done && exit 0; touch done; kill -9 $PPID");
    try (Platform platform = start()) {
      Letters letters = new Letters(platform);
      String token = letters.send("one@localhost");
      Await.until(
          "it waits",
          LIMIT,
          () ->
              log(platform)
                  .contains("deferral: Worker_of_uid_20001_gid_20001_has_died._(#4.3.0)/"));
      residents.arrived(1, token);
      platform.mustSay("queue:flush");
      Await.until("it is done", LIMIT, () -> log(platform).contains("success: did_1+0+1/"));
      assertEquals(1, residents.mails(1).size());
      platform.stop(LIMIT);
      Await.until("no worker is left", LIMIT, () -> residents.workers() == 0);
    }
  }

  /** It may not look into homes, and may not kill what it has started; only become others. */
  @Test
  void twoCapabilitiesAreEnough() throws Exception {
    residents.qmail(1, "./Maildir/", "|test -e done && exit 0; touch done; exec sleep 973");
    Platform platform = residents.platformWithCapabilities();
    try (platform) {
      platform.with("users/assign", residents.assign());
      platform.with("etc/org.quoin.local.cfg", "users = recipient\nprogram.seconds = 3600\n");
      residents.giveBase(platform.base());
      platform.start();
      Letters letters = new Letters(platform);
      String token = letters.send("one@localhost");
      residents.arrived(1, token);
      Await.until("it runs", LIMIT, () -> Files.exists(residents.home(1).resolve("done")));
      platform.with("etc/org.quoin.local.cfg", "users = recipient\nprogram.seconds = 60\n");
      Await.until("it is killed", LIMIT, () -> log(platform).contains("delivery 1: deferral: "));
      platform.mustSay("queue:flush");
      Await.until("it is done", LIMIT, () -> log(platform).contains("success: did_1+0+1/"));
      assertEquals(1, residents.mails(1).size());
      residents.assertOwned(1);
    }
    Await.until("nothing is left", LIMIT, () -> residents.processes(1).isEmpty());
  }

  private Platform start() throws Exception {
    return new Platform(residents.folder().resolve("base"))
        .with("users/assign", residents.assign())
        .with("etc/org.quoin.local.cfg", "users = recipient\n")
        .start();
  }

  private static String log(Platform platform) throws Exception {
    return String.join("\n", platform.queueLog("00"));
  }
}
