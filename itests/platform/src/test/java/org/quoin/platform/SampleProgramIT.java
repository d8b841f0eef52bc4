package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/** A third party's program for .qmail lines, dropped into a running platform. */
@NeedsDistribution
final class SampleProgramIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void mailWaitsForTheProgramAndIsDeliveredWhenItComes() throws Exception {
    Sample sample = Sample.program(folder.resolve("work"));
    try (Platform platform = new Platform(folder.resolve("base")).start()) {
      Path alice = platform.base().resolve("home/alice");
      Files.writeString(alice.resolve(".qmail"), "|tell bob\n./Maildir/\n");
      Letters letters = new Letters(platform);
      String token = letters.send("alice@localhost");
      Await.until("it is put off", LIMIT, () -> refusals(platform) > 0);

      Path deployed = Files.copy(sample.jar(), platform.base().resolve("deploy/tell.jar"));
      Await.until(
          "the program is there",
          LIMIT,
          () -> {
            platform.mustSay("queue:flush");
            return !platform.maildirs().texts(token).isEmpty();
          });
      letters.arrived(token, 1);
      Await.until(
          "bob has the note", LIMIT, () -> note(platform).contains("mail for alice@localhost"));
      assertTrue(note(platform).contains("Delivered-To: bob@localhost\n"), note(platform));

      Files.delete(deployed);
      Await.until("it is gone", LIMIT, () -> !new Bundles(platform).isActive("tell"));
      int before = refusals(platform);
      String late = letters.send("alice@localhost");
      Await.until("it is put off again", LIMIT, () -> refusals(platform) > before);
      assertEquals(0, platform.maildirs().texts(late).size());
    }
  }

  /** How often a shell did not find it. */
  private static int refusals(Platform platform) throws Exception {
    return log(platform).split("tell:_not_found", -1).length - 1;
  }

  private static String note(Platform platform) throws Exception {
    Path fresh = platform.base().resolve("home/bob/Maildir/new");
    if (!Files.isDirectory(fresh)) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    try (var files = Files.newDirectoryStream(fresh)) {
      for (Path file : files) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static String log(Platform platform) throws Exception {
    return String.join("\n", platform.queueLog("00"));
  }
}
