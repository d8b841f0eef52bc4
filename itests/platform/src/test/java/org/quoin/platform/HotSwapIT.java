package org.quoin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.kit.Audit;
import org.quoin.kit.Await;
import org.quoin.kit.LoadClient;
import org.quoin.kit.LoadPlan;
import org.quoin.kit.Platform;

/** Proof 2: every part is stopped, updated and started while mail flows, and no mail is lost. */
@NeedsDistribution
@Order(1) // the longest one begins, so that it is not left over at the end
final class HotSwapIT {
  private static final int ROUNDS = Proof.LONG ? 5 : 1;
  private static final int BETWEEN = Proof.LONG ? 50 : 25;
  private static final int WAITING = Proof.LONG ? 50_000 : 5_000;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration DRAIN = Duration.ofMinutes(5);
  private static final List<String> PARTS =
      List.of(
          "smtpd",
          "policy",
          "exec",
          "intake",
          "queue",
          "store",
          "users",
          "local",
          "dotqmail",
          "mailbox",
          "programs",
          "inject",
          "control",
          "dns",
          "observe");

  @Test
  void everyPartIsSwappedUnderLoadAndNoMailIsLost(@TempDir Path folder) throws Exception {
    Sample filter = Sample.filter(folder.resolve("work"));
    List<String> names = new ArrayList<>();
    PARTS.forEach(part -> names.add("quoin-" + part));
    names.add("stamp-filter");
    try (Platform platform =
            new Platform(folder.resolve("base"))
                .with("etc/org.quoin.net.listener-smtp.cfg", AccessRulesIT.LISTENER)
                .with("control/tcp.smtp", ":allow\n")
                .start();
        LoadClient client = Proof.endless(platform);
        LoadClient encrypted = new LoadClient(secretly(platform)).encrypted().resting(Proof.REST)) {
      Files.copy(filter.jar(), platform.base().resolve("deploy/stamp-filter.jar"));
      callPrograms(platform);
      Bundles bundles = new Bundles(platform);
      Await.until("the filter is live", LIMIT, () -> bundles.isActive("stamp-filter"));
      client.start();
      encrypted.start();
      for (int round = 1; round <= ROUNDS; round++) {
        for (String name : names) {
          swap(bundles, name, client, encrypted);
        }
        reconfigure(platform, round, client, encrypted);
      }
      nothingIsLost(platform, client, encrypted);
      long forwarded = forwarded(platform);
      System.out.printf("%d by |forward%n", forwarded);
      assertTrue(forwarded > BETWEEN, "forwarded " + forwarded);
    }
  }

  private static LoadPlan secretly(Platform platform) {
    List<String> people = List.of("bob@localhost");
    return new LoadPlan(platform.port(), 2, LoadPlan.ENDLESS, 5, 1000, people);
  }

  /** What found a part away, and waits, need not wait for its time. */
  private static void nothingIsLost(Platform platform, LoadClient... clients) throws Exception {
    for (LoadClient client : clients) {
      client.stop();
    }
    for (LoadClient client : clients) {
      assertTrue(client.ended(LIMIT), () -> "the client did not end: " + client.ledger());
    }
    platform.mustSay("queue:flush");
    for (LoadClient client : clients) {
      Audit audit = Proof.drained(platform, client.ledger());
      System.out.printf("hot swap: %s; %s%n", client.ledger(), audit);
      assertEquals(Set.of(), audit.missing(), "lost");
      assertEquals(Set.of(), audit.doubled(), "delivered twice");
      assertEquals(0, client.ledger().refused(), "refused connections");
      assertEquals(0, client.ledger().permanent(), "5xx answers");
    }
  }

  /** The listener gets other rules, and keeps its port. */
  private static void reconfigure(Platform platform, int round, LoadClient... clients)
      throws Exception {
    String rules = "tcp.round" + round;
    platform.with("control/" + rules, ":allow,ROUND=\"" + round + "\"\n");
    Path etc = platform.base().resolve("etc");
    Path next = Files.createTempFile(etc.getParent(), "listener", ".cfg");
    Files.writeString(next, AccessRulesIT.LISTENER.replace("tcp.smtp", rules));
    Path listener = etc.resolve("org.quoin.net.listener-smtp.cfg");
    Files.move(next, listener, StandardCopyOption.ATOMIC_MOVE);
    Await.until(
        "the other rules hold",
        LIMIT,
        () -> platform.mustSay("net:access", "smtp", "127.0.0.1").contains("ROUND=" + round));
    flow("after the listener was changed", clients);
  }

  /**
   * Two of the accounts call programs in process, one to hand the mail in again; while these are
   * away, their executables run. A mail for postmaster must come to bob, once.
   */
  private static void callPrograms(Platform platform) throws Exception {
    Path homes = platform.base().resolve("home");
    Files.writeString(homes.resolve("alice/.qmail"), "|dot-forward .forward\n./Maildir/\n");
    Files.writeString(homes.resolve("postmaster/.qmail"), "|forward bob@localhost\n");
  }

  private static long forwarded(Platform platform) throws Exception {
    Path fresh = platform.base().resolve("home/bob/Maildir/new");
    long count = 0;
    try (DirectoryStream<Path> mails = Files.newDirectoryStream(fresh)) {
      for (Path mail : mails) {
        String text = Files.readString(mail, StandardCharsets.ISO_8859_1);
        count += text.contains("\nDelivered-To: postmaster@localhost\n") ? 1 : 0;
      }
    }
    return count;
  }

  /** Mail for far.test waits, because there is no transport yet that would take it there. */
  @Test
  void theQueueIsUpdatedWithManyWaitingMailsAndNoneIsLost(@TempDir Path folder) throws Exception {
    try (Platform platform =
            new Platform(folder.resolve("base"))
                .with("control/rcpthosts", "localhost\nfar.test\n")
                .start();
        LoadClient waiting = new LoadClient(plan(platform, WAITING, "ann@far.test"));
        LoadClient client = new LoadClient(Proof.load(platform, LoadPlan.ENDLESS))) {
      waiting.start();
      assertTrue(waiting.ended(Duration.ofMinutes(5)), () -> "sending: " + waiting.ledger());
      client.start();
      update(new Bundles(platform), client);
      client.stop();
      assertTrue(client.ended(LIMIT), () -> "the client did not end: " + client.ledger());
      System.out.println("update with " + WAITING + " waiting: " + client.ledger());
      assertEquals(0, client.ledger().permanent(), "5xx answers");
      assertEquals(0, client.ledger().refused(), "refused connections");
      new ScriptedBundle(platform).deploy();
      Await.until(
          "all went", DRAIN, () -> new ScriptedBundle(platform).delivered().size() >= WAITING);
      Audit audit = Proof.drained(platform, client.ledger());
      assertEquals(Set.of(), audit.missing(), "lost");
      assertEquals(Set.of(), audit.doubled(), "delivered twice");
      assertEquals(WAITING, Set.copyOf(new ScriptedBundle(platform).delivered()).size());
      assertEquals(WAITING, new ScriptedBundle(platform).delivered().size(), "none went twice");
    }
  }

  private static LoadPlan plan(Platform platform, int mails, String recipient) {
    return new LoadPlan(platform.port(), Proof.CONNECTIONS, mails, 100, 500, List.of(recipient));
  }

  /** While it is away mail is put off, or waits; then it flows again. */
  private static void update(Bundles bundles, LoadClient client) throws Exception {
    flows(client, "before the update");
    long id = bundles.id("quoin-queue");
    bundles.stop(id);
    int before = client.ledger().temporary();
    Await.until("mail is put off", LIMIT, () -> client.ledger().temporary() > before + 20);
    bundles.update(id);
    bundles.start(id);
    Await.until("it is active", LIMIT, () -> bundles.isActive("quoin-queue"));
    flows(client, "after the update");
  }

  private static void swap(Bundles bundles, String name, LoadClient... clients) throws Exception {
    flow("before " + name + " is swapped", clients);
    long id = bundles.id(name);
    bundles.stop(id);
    bundles.update(id);
    bundles.start(id);
    Await.until(name + " is active", LIMIT, () -> bundles.isActive(name));
    flow("after " + name + " was swapped", clients);
  }

  private static void flow(String when, LoadClient... clients) throws Exception {
    for (LoadClient client : clients) {
      flows(client, when);
    }
  }

  private static void flows(LoadClient client, String when) throws Exception {
    int goal = client.ledger().accepted().size() + BETWEEN;
    Await.until("mail " + when, LIMIT, () -> client.ledger().accepted().size() >= goal);
  }
}
