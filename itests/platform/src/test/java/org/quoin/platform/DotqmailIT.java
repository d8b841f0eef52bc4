package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/** What an account's .qmail file says happens on the real platform (L4 to L9). */
@NeedsDistribution
final class DotqmailIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void mailboxesProgramsAndForwardsGetTheMail() throws Exception {
    try (Platform platform = start("./Maildir/", "|cat >got; echo \"$EXT2$DTLINE\" >>got", "bob")) {
      assertEquals(
          List.of(
              "maildir ./Maildir/",
              "program cat >got; echo \"$EXT2$DTLINE\" >>got",
              "forward bob",
              "did 1+1+1"),
          platform.mustSay("local:explain", "alice@localhost").lines().toList());
      Letters letters = new Letters(platform);
      String token = letters.send("alice@localhost");
      letters.arrived(token, 2);
      String got = Files.readString(home(platform).resolve("got"));
      assertTrue(got.startsWith("Received: "), got);
      assertTrue(got.contains(token), got);
      assertTrue(got.endsWith("Delivered-To: alice@localhost\n\n"), got);
      assertEquals(
          List.of(List.of("alice@localhost"), List.of("bob@localhost", "alice@localhost")),
          platform.maildirs().texts(token).stream()
              .map(DotqmailIT::deliveredTo)
              .sorted((a, b) -> Integer.compare(a.size(), b.size()))
              .toList());
    }
  }

  @Test
  void aProgramThatSaysLaterKeepsTheMailAndItsOutputIsTheReason() throws Exception {
    try (Platform platform = start("|echo not yet; exit 111", "./Maildir/")) {
      Letters letters = new Letters(platform);
      String token = letters.send("alice@localhost");
      Await.until("it is put off", LIMIT, () -> log(platform).contains("deferral: not_yet/"));
      qmail(platform, "./Maildir/");
      platform.mustSay("queue:flush");
      letters.arrived(token, 1);
    }
  }

  @Test
  void aStopKillsAProgramWithItsChildrenAndTheMailStays() throws Exception {
    try (Platform platform = start("|exec 3>alive; echo >started; sleep 981 & sleep 980")) {
      Path home = home(platform);
      for (String name : List.of("alive", "started")) {
        assertEquals(0, new ProcessBuilder("mkfifo", home + "/" + name).start().waitFor());
      }
      Process holders = new ProcessBuilder("cat", home + "/alive").start();
      Letters letters = new Letters(platform);
      String token = letters.send("alice@localhost");
      Process started = new ProcessBuilder("cat", home + "/started").start();
      Await.until("it runs", LIMIT, () -> !started.isAlive());
      assertNotEquals(Optional.empty(), platform.stop(Duration.ofSeconds(20)));
      Await.until("none of its processes lives", LIMIT, () -> !holders.isAlive());
      qmail(platform, "./Maildir/");
      platform.start();
      platform.mustSay("queue:flush");
      letters.arrived(token, 1);
    }
  }

  @Test
  void aBadForwardBouncesByItself() throws Exception {
    try (Platform platform = start("&no \"such@localhost", "&bob")) {
      Letters letters = new Letters(platform);
      letters.arrived(letters.send("alice@localhost"), 1);
      Await.until("it fails", LIMIT, () -> log(platform).contains("failure: Sorry,_no_mailbox"));
    }
  }

  private Platform start(String... lines) throws Exception {
    Platform platform = new Platform(folder.resolve("base")).create();
    qmail(platform, lines);
    return platform.start();
  }

  private static void qmail(Platform platform, String... lines) throws Exception {
    Path file = home(platform).resolve(".qmail");
    Path written = file.resolveSibling("new.qmail");
    Files.writeString(written, String.join("\n", lines) + "\n");
    Files.setAttribute(written, "unix:mode", 0600);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path home(Platform platform) {
    return platform.base().resolve("home/alice");
  }

  private static String log(Platform platform) throws Exception {
    return String.join("\n", platform.queueLog("00"));
  }

  /** The recipients in the Delivered-To lines, topmost first. */
  private static List<String> deliveredTo(String text) {
    return text.lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.startsWith("Delivered-To: "))
        .map(line -> line.substring("Delivered-To: ".length()))
        .toList();
  }
}
