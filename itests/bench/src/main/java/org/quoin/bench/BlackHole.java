package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.quoin.kit.Await;
import org.quoin.kit.Platform;

/**
 * Head-of-line blocking: very many mails wait for hosts that take a connection and never answer;
 * how fast is fresh mail for others, in the same instance and in another one? First ours alone, by
 * a transport that does what it is told, then a shorter row of fresh mails beside Postfix.
 */
final class BlackHole implements Part {
  private static final Duration ANSWER = Duration.ofMillis(5);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int HOSTS = 50;

  private final Path folder;
  private final Options options;
  private final int backlog;
  private final int fresh;
  private final Duration limit;

  BlackHole(Path folder, Options options) {
    this.folder = folder;
    this.options = options;
    this.backlog = options.brief() ? 5_000 : 100_000;
    this.fresh = options.brief() ? 1_000 : 5_000;
    this.limit = Duration.ofSeconds(options.brief() ? 15 : 30);
  }

  /** Where the backlog wants to go. */
  private enum Shape {
    ONE_HOLE("one black hole"),
    MANY_NAMES("different names");

    private final String text;

    Shape(String text) {
      this.text = text;
    }

    String recipient(int number) {
      return switch (this) {
        case ONE_HOLE -> "x@hole.test";
        case MANY_NAMES -> "x@n" + number + ".hole.test";
      };
    }
  }

  @Override
  public void run(Report report) throws Exception {
    report.title("Fresh mail beside a backlog for hosts that never answer");
    report.line(
        "| backlog | fresh mail in | without, mails/s | with, mails/s | ratio | rounds |\n"
            + "|---|---|---:|---:|---:|---|");
    for (Shape shape : Shape.values()) {
      try (QuoinServer quoin = start(Folders.make(folder, "hole"))) {
        Probe probe = Probe.into(quoin.platform()).transport(options.hang(), ANSWER);
        measure(report, quoin, probe, shape);
      }
    }
    new BlackHoleBesidePostfix(folder, options, ANSWER).run(report);
  }

  /** Quoin with a second instance and everything admitted that this benchmark sends. */
  static QuoinServer start(Path place) throws Exception {
    Platform platform =
        QuoinServer.prepared(place.resolve("quoin"), MailServer.Mode.DELIVER)
            .with("control/rcpthosts", "hole.test\n.hole.test\n.good.test\n.other.test\n")
            .with("etc/org.quoin.queue-01.cfg", "id = 01\ndomains = .other.test\n");
    return new QuoinServer(platform);
  }

  /** Fresh mail for the instance that has the backlog. */
  private static String same(int number) {
    return "x@h" + number % HOSTS + ".good.test";
  }

  /** Fresh mail for an instance that has none. */
  private static String other(int number) {
    return "x@h" + number % HOSTS + ".other.test";
  }

  private void measure(Report report, QuoinServer quoin, Probe probe, Shape shape)
      throws Exception {
    rate(quoin, probe, 4 * fresh, BlackHole::same);
    List<Double> sameBefore = rates(quoin, probe, BlackHole::same);
    List<Double> otherBefore = rates(quoin, probe, BlackHole::other);
    Feeder.kept(quoin.port()).send(backlog, shape::recipient);
    List<Double> sameAfter = rates(quoin, probe, BlackHole::same);
    List<Double> otherAfter = rates(quoin, probe, BlackHole::other);
    String what = "%,d for %s".formatted(backlog, shape.text);
    row(report, what, "the same instance", sameBefore, sameAfter);
    row(report, what, "another", otherBefore, otherAfter);
    Platform platform = quoin.platform();
    report.note(
        "%s: at most %s attempts in a hole at a time; %d threads, %d MiB resident."
            .formatted(
                what,
                probe.mostHanging(),
                Processes.threads(platform.pid()),
                platform.residentKib() / 1024));
  }

  private static void row(
      Report report, String backlog, String where, List<Double> before, List<Double> after) {
    double ratio = Report.middle(after) / Report.middle(before);
    report.line(
        "| %s | %s | %.0f | %.0f | %.2f | %s / %s |"
            .formatted(
                backlog,
                where,
                Report.middle(before),
                Report.middle(after),
                ratio,
                Report.all("%.0f", before),
                Report.all("%.0f", after)));
    report.goal(
        "fresh mail in " + where + " beside " + backlog + ": part of undisturbed",
        Goal.Aim.AT_LEAST,
        0.9,
        ratio);
  }

  /** No more rounds after one that did not end. */
  private List<Double> rates(QuoinServer quoin, Probe probe, IntFunction<String> recipient)
      throws Exception {
    List<Double> rates = new ArrayList<>();
    boolean goesOn = true;
    for (int round = 0; round < options.rounds() && goesOn; round++) {
      long before = probe.delivered();
      rates.add(rate(quoin, probe, fresh, recipient));
      goesOn = probe.delivered() - before >= fresh;
    }
    return rates;
  }

  /** Fresh mails that were taken per second, until all were, or the time was up. */
  private double rate(QuoinServer quoin, Probe probe, int mails, IntFunction<String> recipient)
      throws Exception {
    Counter counter = probe::delivered;
    return Fresh.send(quoin.port(), counter, mails, recipient, limit).perSecond();
  }

  /** How many mails have come where they should. */
  interface Counter {
    long count() throws IOException;
  }

  /**
   * A row of fresh mails.
   *
   * @param arrived within the time
   * @param seconds until the last one, or all the time
   */
  record Fresh(long arrived, double seconds) {
    static Fresh send(
        int port, Counter counter, int mails, IntFunction<String> recipient, Duration limit)
        throws Exception {
      long before = counter.count();
      long start = System.nanoTime();
      Feeder.kept(port).send(mails, recipient);
      Await.within(limit, LOOK, () -> counter.count() - before >= mails);
      return new Fresh(counter.count() - before, (System.nanoTime() - start) / 1e9);
    }

    double perSecond() {
      return arrived / seconds;
    }
  }
}
