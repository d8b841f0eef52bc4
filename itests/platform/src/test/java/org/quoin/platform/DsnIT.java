package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Answer;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/** What senders ask to hear (RFC 3461) outlives a crash, and they hear that and nothing else. */
@NeedsDistribution
final class DsnIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void sendersHearWhatTheyAskedFor(@TempDir Path folder) throws Exception {
    try (Platform platform =
        new Platform(folder.resolve("base"))
            .with("etc/org.quoin.queue-00.cfg", "id = 00\nbounce.format = rfc3464\n")
            .start()) {
      Path bob = platform.base().resolve("home/bob/.qmail");
      Files.writeString(bob, "|exit 111\n");
      send(platform, "RET=HDRS ENVID=first+2B", "NOTIFY=FAILURE ORCPT=rfc822;bob+2B@old.test");
      send(platform, "RET=FULL ENVID=second", "NOTIFY=NEVER");
      Await.until("both wait", LIMIT, () -> attempts(platform) == 2);
      platform.kill();
      Files.writeString(bob, "|echo no such luck; exit 100\n");
      platform.start().mustSay("queue:flush");
      Await.until("nothing waits", LIMIT, () -> platform.mustSay("queue:list").isBlank());
      Await.until("alice hears", LIMIT, () -> notices(platform).size() == 1);
      String failed = notices(platform).getFirst();
      assertContains(failed, "Original-Envelope-Id: first+", "Action: failed");
      assertContains(failed, "Original-Recipient: rfc822; bob+@old.test");
      assertTrue(failed.contains("Subject: wishes") && !failed.contains("the body"), failed);

      Files.delete(bob);
      send(platform, "ENVID=third", "NOTIFY=SUCCESS,FAILURE");
      send(platform, "", "NOTIFY=FAILURE");
      Await.until("alice hears", LIMIT, () -> notices(platform).size() == 2);
      String delivered =
          notices(platform).stream().filter(each -> !each.equals(failed)).findFirst().orElseThrow();
      assertContains(delivered, "Original-Envelope-Id: third", "Action: delivered");
      Await.until("nothing waits", LIMIT, () -> platform.mustSay("queue:list").isBlank());
      assertEquals(2, notices(platform).size());
    }
  }

  private static void send(Platform platform, String mailWishes, String rcptWishes)
      throws IOException {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      assertTrue(client.command("EHLO client.test").lines().contains("250-DSN"));
      good(client.command(("MAIL FROM:<alice@localhost> " + mailWishes).strip()));
      good(client.command("RCPT TO:<bob@localhost> " + rcptWishes));
      assertEquals(354, client.command("DATA").code());
      good(client.command("Subject: wishes\r\n\r\nthe body\r\n."));
    }
  }

  private static void good(Answer answer) {
    assertTrue(answer.positive(), answer::toString);
  }

  private static void assertContains(String text, String... lines) {
    for (String line : lines) {
      assertTrue(text.contains("\n" + line), text);
    }
  }

  /** How many deliveries have been put off. */
  private static long attempts(Platform platform) throws IOException {
    return platform.queueLog("00").stream().filter(line -> line.contains(": deferral: ")).count();
  }

  private static List<String> notices(Platform platform) throws IOException {
    List<String> all = new ArrayList<>();
    Path mails = platform.base().resolve("home/alice/Maildir/new");
    if (Files.isDirectory(mails)) {
      try (Stream<Path> files = Files.list(mails)) {
        for (Path file : files.toList()) {
          all.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return all;
  }
}
