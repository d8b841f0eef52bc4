package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/**
 * Very many queue instances on one store: what each costs, and how fast mail spread over all of
 * them comes to Maildirs, beside mail for one instance before the others were made.
 */
final class ManyInstances implements Part {
  private static final int COUNT = 1000;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Path folder;
  private final int mails;
  private final int rounds;

  ManyInstances(Path folder, Options options) {
    this.folder = folder;
    this.mails = options.brief() ? 2_000 : 6_000;
    this.rounds = options.rounds();
  }

  @Override
  public void run(Report report) throws Exception {
    report.title("%,d instances on one store".formatted(COUNT));
    Path place = Folders.make(folder, "instances");
    try (QuoinServer quoin = new QuoinServer(prepared(place.resolve("quoin")))) {
      Platform platform = quoin.platform();
      rate(quoin, 4 * mails, "alice", n -> "localhost");
      List<Double> alone = rates(quoin, "alice", n -> "localhost");
      create(report, platform);
      rate(quoin, 2 * mails, "bob", ManyInstances::domain);
      List<Double> one = rates(quoin, "bob", n -> domain(0));
      List<Double> spread = rates(quoin, "postmaster", ManyInstances::domain);
      report.line("\n| mail for | mails/s into Maildirs | rounds |\n|---|---:|---|");
      row(report, "one instance, the only one", alone);
      row(report, "one of %,d".formatted(COUNT), one);
      row(report, "%,d in turn".formatted(COUNT), spread);
      double ratio = Report.middle(spread) / Report.middle(alone);
      report.line("\nRatio of the last to the first: %.2f".formatted(ratio));
      report.goal("rate over all instances: part of one", Goal.Aim.AT_LEAST, 0.8, ratio);
    }
  }

  private static Platform prepared(Path base) throws Exception {
    String domains =
        IntStream.range(0, COUNT)
            .mapToObj(ManyInstances::domain)
            .collect(Collectors.joining("\n", "localhost\n", "\n"));
    return QuoinServer.prepared(base, MailServer.Mode.DELIVER)
        .with("control/locals", domains)
        .with("control/rcpthosts", domains);
  }

  /** All by one shell, so that it is not the start of programs that is measured. */
  private void create(Report report, Platform platform) throws Exception {
    JavaHeap before = JavaHeap.of(platform.pid());
    String script =
        IntStream.range(0, COUNT)
            .mapToObj(n -> "qmq:create %d:t%d --domains %s\n".formatted(n + 1, n, domain(n)))
            .collect(Collectors.joining());
    long start = System.nanoTime();
    platform.script(script, LIMIT);
    double millis = (System.nanoTime() - start) / 1e6 / COUNT;
    JavaHeap after = JavaHeap.of(platform.pid());
    double kib = (after.bytes() - before.bytes()) / 1024.0 / COUNT;
    report.line("| | each |\n|---|---:|");
    report.line("| creation, its file synced | %.1f ms |".formatted(millis));
    report.line("| heap | %.1f KiB |".formatted(kib));
    report.goal("ms to create an instance", Goal.Aim.AT_MOST, 50, millis);
    report.goal("KiB of heap per instance", Goal.Aim.AT_MOST, 100, kib);
  }

  private static void row(Report report, String what, List<Double> rates) {
    String all = Report.all("%.0f", rates);
    report.line("| %s | %.0f | %s |".formatted(what, Report.middle(rates), all));
  }

  private List<Double> rates(QuoinServer quoin, String user, IntFunction<String> domain)
      throws Exception {
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      rates.add(rate(quoin, mails, user, domain));
    }
    return rates;
  }

  /** Each kind of mail has a Maildir of its own, so that it is no longer than the others'. */
  private static double rate(QuoinServer quoin, int mails, String user, IntFunction<String> domain)
      throws Exception {
    Path arrived = quoin.platform().base().resolve("home/" + user + "/Maildir/new");
    int goal = count(arrived) + mails;
    long start = System.nanoTime();
    Feeder.kept(quoin.port()).send(mails, n -> user + "@" + domain.apply(n));
    if (!Await.within(LIMIT, LOOK, () -> count(arrived) >= goal)) {
      throw new IOException("not all mail for " + user + " was delivered within " + LIMIT);
    }
    return mails / ((System.nanoTime() - start) / 1e9);
  }

  private static int count(Path folder) throws IOException {
    String[] names = folder.toFile().list();
    if (names == null) {
      throw new IOException("cannot list " + folder);
    }
    return names.length;
  }

  private static String domain(int number) {
    return "d" + number % COUNT + ".test";
  }
}
