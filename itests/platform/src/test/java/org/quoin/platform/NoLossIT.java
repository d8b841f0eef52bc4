package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Audit;
import org.quoin.kit.Await;
import org.quoin.kit.LoadClient;
import org.quoin.kit.Platform;
import org.quoin.kit.Repeats;

/** Proof 1: whatever got its 250 is in a Maildir in the end, though the process was killed. */
@NeedsDistribution
final class NoLossIT {
  private static final int ROUNDS = Integer.getInteger("quoin.rounds", Proof.LONG ? 100 : 6);
  private static final int MAILS = Proof.LONG ? 5_000 : 300;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Deliveries that may be in flight at the moment of the kill (concurrencylocal). */
  private static final int IN_FLIGHT = 10;

  @Test
  void noAcceptedMailIsLostWhenTheProcessIsKilled(@TempDir Path folder) throws Exception {
    Random random = Proof.random("no loss");
    try (Platform platform = new Platform(folder.resolve("base")).start()) {
      for (int round = 1; round <= ROUNDS; round++) {
        Audit audit = killedOnce(platform, random);
        assertEquals(Set.of(), audit.missing(), "lost in round " + round);
        assertTrue(audit.doubled().size() <= IN_FLIGHT * round, audit::toString);
        List<String> again = Repeats.wrong(platform.queueLog("00"));
        assertEquals(List.of(), again, "delivered again, and not in flight at a kill");
      }
    }
  }

  private static Audit killedOnce(Platform platform, Random random) throws Exception {
    int moment = 1 + random.nextInt(MAILS - 1);
    try (LoadClient client = new LoadClient(Proof.load(platform, MAILS))) {
      client.start();
      Await.until("some mail", LIMIT, () -> client.ledger().accepted().size() >= moment);
      platform.kill();
      int before = client.ledger().accepted().size();
      platform.start();
      assertTrue(client.ended(LIMIT), () -> "the client did not end: " + client.ledger());
      Audit audit = Proof.drained(platform, client.ledger());
      System.out.printf(
          "no loss: killed after %d of %d: %s; %s%n", before, MAILS, client.ledger(), audit);
      return audit;
    }
  }
}
