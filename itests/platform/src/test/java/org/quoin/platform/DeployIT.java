package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/**
 * A third party's filter, dropped into a folder of one base and installed as a feature in another.
 */
@NeedsDistribution
final class DeployIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static Sample filter;
  private static Platform platform;
  private static Letters letters;

  @BeforeAll
  static void start() throws Exception {
    filter = Sample.filter(folder.resolve("work"));
    platform = new Platform(folder.resolve("base")).start();
    letters = new Letters(platform);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void aJarInDeployIsLiveThenReplacedThenGone() throws Exception {
    Path deployed = platform.base().resolve("deploy/stamp.jar");
    Files.copy(filter.jar(), deployed);
    awaitStamp("seen");
    platform.with("etc/org.example.stamp.StampFilter.cfg", "text = changed\n");
    awaitStamp("changed");
    Files.delete(platform.base().resolve("etc/org.example.stamp.StampFilter.cfg"));
    awaitStamp("seen");
    Files.copy(filter.jar(), deployed, StandardCopyOption.REPLACE_EXISTING);
    awaitStamp("seen");
    Files.delete(deployed);
    Await.until("the filter is gone", LIMIT, () -> !stamped(""));
  }

  @Test
  void aBrokenOrHalfWrittenJarHarmsNothingAndIsNamedInTheLog() throws Exception {
    Path deploy = platform.base().resolve("deploy");
    Files.writeString(deploy.resolve("garbage.jar"), "this is no jar");
    byte[] whole = Files.readAllBytes(filter.jar());
    Path half = Files.write(deploy.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
    Await.until("garbage.jar is named", LIMIT, () -> platform.logs().contains("garbage.jar"));
    Await.until("half.jar is named", LIMIT, () -> platform.logs().contains("half.jar"));
    assertFalse(stamped(""), "mail still flows, without the filter");
    Files.write(half, whole);
    awaitStamp("seen");
    Files.delete(half);
    Files.delete(deploy.resolve("garbage.jar"));
    Await.until("the filter is gone", LIMIT, () -> !stamped(""));
  }

  @Test
  void theSameFilterIsInstalledAsAFeatureAndSurvivesARestart() throws Exception {
    try (Platform other = new Platform(folder.resolve("other")).start()) {
      other.mustSay("feature:repo-add", filter.features().toUri().toString());
      assertTrue(other.mustSay("feature:repo-list").contains("stamp-filter-1.0.0"));
      other.mustSay("feature:install", "stamp-filter");
      Letters mail = new Letters(other);
      Await.until(
          "it is live", LIMIT, () -> mail.roundTrip("bob@localhost").contains("by feature"));
      other.stop(LIMIT);
      other.start();
      Await.until(
          "it is back", LIMIT, () -> mail.roundTrip("bob@localhost").contains("by feature"));
      other.mustSay("feature:uninstall", "stamp-filter");
      Await.until("it is gone", LIMIT, () -> !mail.roundTrip("bob@localhost").contains("X-Stamp"));
    }
  }

  private static void awaitStamp(String text) throws Exception {
    Await.until("mail is stamped " + text, LIMIT, () -> stamped(text));
  }

  private static boolean stamped(String text) throws Exception {
    return letters.roundTrip("alice@localhost").contains("X-Stamp: " + text);
  }
}
