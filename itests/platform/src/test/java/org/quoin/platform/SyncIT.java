package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Platform;
import org.quoin.kit.SmtpClient;

/** The 250 to a mail is written after the journal was synced, never before. */
@NeedsDistribution
final class SyncIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MAILS = 20;

  /** A sync of a file of the queue that has ended well, in one line or resumed. */
  private static final Pattern SYNCED =
      Pattern.compile("(f(data)?sync\\(\\d+<[^>]*/queue/|<\\.\\.\\. f(data)?sync resumed>).*= 0.*");

  /** The answer to a mail, {@code 250 ok NUMBER qp NUMBER}. */
  private static final Pattern TAKEN = Pattern.compile("(write|send\\w+)\\(.*\"250 ok \\d.*");

  @TempDir Path folder;

  @Test
  void everyMailIsSyncedBeforeItIsAnswered() throws Exception {
    try (Platform platform = new Platform(folder.resolve("base"))) {
      platform.with("control/concurrencylocal", "0\n").start();
      List<String> calls;
      try (SystemCalls watch = new SystemCalls(platform.pid(), folder)) {
        send(platform);
        calls = watch.stop();
      }
      check(calls);
    }
  }

  private static void send(Platform platform) throws Exception {
    try (SmtpClient client = new SmtpClient(platform.port(), LIMIT)) {
      client.command("HELO sender.test");
      for (int i = 0; i < MAILS; i++) {
        var answer =
            client.mail("sue@sender.test", List.of("alice@localhost"), Letters.text("sync-" + i));
        assertEquals(250, answer.code(), answer::toString);
      }
    }
  }

  private static void check(List<String> calls) {
    int answers = 0;
    boolean synced = false;
    for (String call : calls) {
      if (SYNCED.matcher(call).find()) {
        synced = true;
      } else if (TAKEN.matcher(call).find()) {
        answers++;
        assertTrue(synced, "answered without a sync since the answer before: " + call);
        synced = false;
      }
    }
    System.out.printf("sync: %d mails answered, each after a sync%n", answers);
    assertEquals(MAILS, answers, "answers seen");
  }
}
