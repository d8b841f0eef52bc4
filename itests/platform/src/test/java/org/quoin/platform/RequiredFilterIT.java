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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Audit;
import org.quoin.kit.Await;
import org.quoin.kit.LoadClient;
import org.quoin.kit.Maildirs;
import org.quoin.kit.Platform;

/** Proof 3: while a required filter is swapped, mail waits outside and none passes unfiltered. */
@NeedsDistribution
final class RequiredFilterIT {
  private static final int ROUNDS = Proof.LONG ? 20 : 2;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void noMailPassesARequiredFilterUnfilteredWhileItIsUpdated(@TempDir Path folder)
      throws Exception {
    Sample filter = Sample.filter(folder.resolve("work"));
    try (Platform platform = new Platform(folder.resolve("base"));
        LoadClient client = Proof.endless(platform)) {
      platform.with("etc/org.quoin.intake.cfg", "filters.required = rcpthosts, stamp\n").start();
      client.start();
      Await.until("mail is put off", LIMIT, () -> client.ledger().temporary() > 0);
      assertEquals(0, client.ledger().accepted().size(), "accepted without the filter");
      for (int round = 0; round < ROUNDS; round++) {
        swap(platform, filter, client);
      }
      client.stop();
      assertTrue(client.ended(LIMIT), () -> "the client did not end: " + client.ledger());
      Audit audit = Proof.drained(platform, client.ledger());
      System.out.println("required filter: " + client.ledger() + "; " + audit);
      assertEquals(Set.of(), audit.missing(), "lost");
      assertEquals(0, client.ledger().permanent(), "5xx answers");
      assertEquals(List.of(), unstamped(platform.maildirs()), "passed unfiltered");
    }
  }

  /** There, stopped, started, gone: mail flows only while the filter is there. */
  private static void swap(Platform platform, Sample filter, LoadClient client) throws Exception {
    Path deployed = platform.base().resolve("deploy/stamp-filter.jar");
    Bundles bundles = new Bundles(platform);
    Files.copy(filter.jar(), deployed);
    flows(client);
    long id = bundles.id("stamp-filter");
    bundles.stop(id);
    bundles.update(id);
    bundles.start(id);
    flows(client);
    Files.delete(deployed);
    int before = client.ledger().temporary();
    Await.until("mail is put off", LIMIT, () -> client.ledger().temporary() > before);
  }

  private static void flows(LoadClient client) throws Exception {
    int goal = client.ledger().accepted().size() + 50;
    Await.until("mail flows", LIMIT, () -> client.ledger().accepted().size() >= goal);
  }

  private static List<Path> unstamped(Maildirs maildirs) throws IOException {
    List<Path> unstamped = new ArrayList<>();
    for (Path file : maildirs.files()) {
      if (!Files.readString(file, StandardCharsets.ISO_8859_1).contains("\nX-Stamp: seen\n")) {
        unstamped.add(file);
      }
    }
    return unstamped;
  }
}
