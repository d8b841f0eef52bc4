package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Audit;
import org.quoin.kit.Await;
import org.quoin.kit.LoadClient;
import org.quoin.kit.LoadPlan;
import org.quoin.kit.Platform;

/** Proof 2: every part is stopped, updated and started while mail flows, and no mail is lost. */
@NeedsDistribution
final class HotSwapIT {
  private static final int ROUNDS = Proof.LONG ? 5 : 1;
  private static final int BETWEEN = 50;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> PARTS =
      List.of(
          "smtpd", "policy", "intake", "queue", "store", "users", "local", "mailbox", "control",
          "observe");

  @Test
  void everyPartIsSwappedUnderLoadAndNoMailIsLost(@TempDir Path folder) throws Exception {
    StampFilter filter = StampFilter.build(folder.resolve("work"));
    List<String> names = new ArrayList<>();
    PARTS.forEach(part -> names.add("quoin-" + part));
    names.add("stamp-filter");
    try (Platform platform = new Platform(folder.resolve("base")).start();
        LoadClient client = new LoadClient(Proof.load(platform, LoadPlan.ENDLESS))) {
      Files.copy(filter.jar(), platform.base().resolve("deploy/stamp-filter.jar"));
      Bundles bundles = new Bundles(platform);
      Await.until("the filter is live", LIMIT, () -> bundles.isActive("stamp-filter"));
      client.start();
      for (int round = 1; round <= ROUNDS; round++) {
        for (String name : names) {
          swap(bundles, name, client);
        }
      }
      client.stop();
      assertTrue(client.ended(LIMIT), () -> "the client did not end: " + client.ledger());
      Audit audit = Proof.drained(platform, client.ledger());
      System.out.println("hot swap: " + client.ledger() + "; " + audit);
      assertEquals(Set.of(), audit.missing(), "lost");
      assertEquals(Set.of(), audit.doubled(), "delivered twice");
      assertEquals(0, client.ledger().refused(), "refused connections");
      assertEquals(0, client.ledger().permanent(), "5xx answers");
    }
  }

  private static void swap(Bundles bundles, String name, LoadClient client) throws Exception {
    flows(client, "before " + name + " is swapped");
    long id = bundles.id(name);
    bundles.stop(id);
    bundles.update(id);
    bundles.start(id);
    Await.until(name + " is active", LIMIT, () -> bundles.isActive(name));
    flows(client, "after " + name + " was swapped");
  }

  private static void flows(LoadClient client, String when) throws Exception {
    int goal = client.ledger().accepted().size() + BETWEEN;
    Await.until("mail " + when, LIMIT, () -> client.ledger().accepted().size() >= goal);
  }
}
