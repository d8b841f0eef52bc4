package org.quoin.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.quoin.kit.Audit;
import org.quoin.kit.Await;
import org.quoin.kit.Ledger;
import org.quoin.kit.LoadClient;
import org.quoin.kit.LoadPlan;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Platform;

/** What the proofs share: their length, their seed, their load and how they end. */
final class Proof {
  /** Full length; without the profile {@code long} each proof is a short sample of itself. */
  static final boolean LONG = Boolean.getBoolean("quoin.long");

  static final int CONNECTIONS = LONG ? 20 : 6;

  /**
   * Of a load that goes on while something else is waited for: some hundred mails a second in the
   * short form, as many as there can be in the long one.
   */
  static final Duration REST = LONG ? Duration.ZERO : Duration.ofMillis(20);

  /** Between two looks at all mails. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final Duration DRAIN = Duration.ofMinutes(LONG ? 10 : 2);

  private Proof() {}

  /** A new seed, or the one that {@code -Dquoin.seed} gives; printed, so that it can be given. */
  static Random random(String proof) {
    String given = System.getProperty("quoin.seed", "");
    long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
    System.out.println(proof + ": -Dquoin.seed=" + seed);
    return new Random(seed);
  }

  static LoadPlan load(Platform platform, int mails) {
    List<String> people = List.of("alice@localhost", "bob@localhost", "postmaster@localhost");
    return new LoadPlan(platform.port(), CONNECTIONS, mails, 25, 1000, people);
  }

  /** A load that goes on until it is stopped. */
  static LoadClient endless(Platform platform) {
    return new LoadClient(load(platform, LoadPlan.ENDLESS)).resting(REST);
  }

  /** Waits until nothing is queued any more; then compares what was accepted with what is there. */
  static Audit drained(Platform platform, Ledger ledger) throws Exception {
    Maildirs maildirs = platform.maildirs();
    Await.within(
        DRAIN,
        PAUSE,
        () -> {
          Map<String, Integer> arrived = maildirs.tokens();
          return arrived.keySet().containsAll(ledger.accepted());
        });
    Await.until("the queue is empty", DRAIN, () -> platform.mustSay("queue:list").isBlank());
    return Audit.of(ledger, maildirs.tokens());
  }
}
