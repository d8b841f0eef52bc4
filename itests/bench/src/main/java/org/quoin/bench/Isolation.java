package org.quoin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.quoin.kit.LoadClient;
import org.quoin.kit.LoadPlan;
import org.quoin.kit.Platform;

/**
 * Whether one instance's trouble slows another's mail: the rate into a Maildir of the main
 * instance, before and after an instance of a customer holds many mails that cannot be delivered,
 * in one run of one process.
 */
final class Isolation implements Part {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int STUCK = 10_000;

  private final Path folder;
  private final int mails;
  private final int rounds;

  Isolation(Path folder, Options options) {
    this.folder = folder;
    this.mails = options.brief() ? 2_000 : 5_000;
    this.rounds = options.rounds();
  }

  @Override
  public void run(Report report) throws Exception {
    report.title("One instance beside another that is stuck");
    Path place = Folders.make(folder, "isolation");
    try (QuoinServer quoin = new QuoinServer(place, MailServer.Mode.DELIVER)) {
      Platform platform = quoin.platform();
      platform.with("control/locals", "localhost\ncustomer1.test\n");
      platform.with("control/rcpthosts", "localhost\ncustomer1.test\n");
      platform.mustSay("qmq:create", "01:customer1", "--domains", "customer1.test");
      platform.mustSay("user:add", "broken");
      Folders.delete(platform.base().resolve("home/broken/Maildir"));
      Load load = new Load(20, true);
      load.deliver(quoin, 8 * mails);
      List<Double> alone = rates(load, quoin);
      fill(platform);
      List<Double> beside = rates(load, quoin);
      report.line("| mails stuck in another instance | mails/s into Maildirs | rounds |");
      report.line("|---:|---:|---|");
      report.line("| 0 | %s |".formatted(row(alone)));
      report.line("| %d | %s |".formatted(STUCK, row(beside)));
      double ratio = Report.middle(beside) / Report.middle(alone);
      report.line("\nRatio: %.2f".formatted(ratio));
      report.goal("rate beside an instance that is stuck", Goal.Aim.AT_LEAST, 0.9, ratio);
    }
  }

  private static String row(List<Double> rates) {
    return "%.0f | %s".formatted(Report.middle(rates), Report.all("%.0f", rates));
  }

  private List<Double> rates(Load load, MailServer server) throws Exception {
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      rates.add(load.deliver(server, mails));
    }
    return rates;
  }

  private void fill(Platform platform) throws Exception {
    LoadPlan plan =
        new LoadPlan(platform.port(), 20, STUCK, 100, 1000, List.of("broken@customer1.test"));
    try (LoadClient client = new LoadClient(plan)) {
      client.start();
      if (!client.ended(LIMIT)) {
        throw new IllegalStateException("the other instance was not filled: " + client.ledger());
      }
    }
  }
}
