package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Distribution;
import org.quoin.kit.Platform;
import org.quoin.kit.Programs;
import org.quoin.kit.Result;

@NeedsDistribution
final class LifecycleIT {
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final List<String> HIDDEN = List.of("/usr/lib/jvm", "/usr/local", "/opt");
  private static final long RESIDENT_KIB = 250 * 1024;

  @TempDir Path folder;

  @Test
  void aTermSignalEndsItCleanlyAndItCanStartAgain() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base")).start()) {
      new Letters(platform).roundTrip("alice@localhost");
      long resident = platform.residentKib();
      assertTrue(resident < RESIDENT_KIB, () -> "resident KiB: " + resident);
      assertNotEquals(Optional.empty(), platform.stop(STOP), "it ended in time");
      assertFalse(platform.command("status").good());
      platform.start();
      new Letters(platform).roundTrip("alice@localhost");
    }
  }

  @Test
  void aSecondRunOnTheSameBaseIsRefusedAndTheFirstGoesOn() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base")).start()) {
      Result second = platform.command("run");
      assertNotEquals(0, second.exit());
      assertFalse(second.err().isBlank(), "it says why");
      new Letters(platform).roundTrip("alice@localhost");
    }
  }

  @Test
  void twoBasesRunSideBySideAndKeepTheirMailApart() throws Exception {
    try (Platform one = new Platform(folder.resolve("one")).start();
        Platform two = new Platform(folder.resolve("two")).start()) {
      new Letters(one).roundTrip("alice@localhost");
      assertEquals(0, two.maildirs().count());
      new Letters(two).roundTrip("alice@localhost");
      assertEquals(1, one.maildirs().count());
    }
  }

  @Test
  void itStartsInTheBackgroundAndStopsByCommand() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base"))) {
      try {
        platform.mustSay("start");
        assertTrue(platform.command("status").good());
        new Letters(platform).roundTrip("alice@localhost");
      } finally {
        platform.mustSay("stop");
      }
      assertFalse(platform.command("status").good());
    }
  }

  @Test
  void withoutAJdkItSaysWhatToInstall() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can hide");
    Assumptions.assumeFalse(HIDDEN.stream().anyMatch(Distribution.home()::startsWith));
    String hideAndRun =
        "for place in %s; do mount -t tmpfs none $place; done; exec %s status"
            .formatted(String.join(" ", HIDDEN), Distribution.program());
    ProcessBuilder builder = new ProcessBuilder("unshare", "-m", "sh", "-ec", hideAndRun);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    builder.environment().put("HOME", folder.toString());
    Result result = Programs.run(builder, "", STOP);
    Assumptions.assumeFalse(
        result.err().matches("(?s).*(unshare|mount):.*"), "cannot hide folders here");
    assertEquals(1, result.exit(), result::text);
    assertTrue(result.err().contains("needs Java 21 or newer"), result::text);
  }

  @Test
  void oneShotCommandsTellTheirSuccessByTheirExitStatus() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base")).start()) {
      assertEquals(0, platform.command("queue:list").exit());
      Result unknown = platform.command("queue:nonsense");
      assertNotEquals(0, unknown.exit());
      assertFalse(unknown.err().isBlank());
      assertNotEquals(0, platform.command("user:add", "../evil").exit());
    }
  }

  @Test
  void theStoreIsCheckedWhetherThePlatformRunsOrNot() throws Exception {
    Path base = folder.resolve("base");
    try (Platform platform = new Platform(base)) {
      platform.with("control/concurrencylocal", "0\n").start();
      new Letters(platform).send("alice@localhost");
      new Letters(platform).send("alice@localhost");
      assertEquals("store journal: 2 messages read", platform.mustSay("queue:check").strip());
      platform.kill();
      assertTrue(platform.mustSay("queue:check").contains("2 messages read: {00=2}, 0 things"));
      try (FileChannel log =
          FileChannel.open(base.resolve("queue/journal/00000001.seg"), StandardOpenOption.WRITE)) {
        log.write(ByteBuffer.wrap(new byte[64]), 4096 + 64);
      }
      Result check = platform.command("queue:check");
      assertEquals(1, check.exit(), check::text);
      assertTrue(check.text().contains("segment 1"), check::text);
    }
  }

  @Test
  void anAddedUserGetsMail() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base")).start()) {
      platform.mustSay("user:add", "carol");
      assertTrue(platform.mustSay("user:list").contains("carol"));
      new Letters(platform).roundTrip("carol@localhost");
    }
  }
}
