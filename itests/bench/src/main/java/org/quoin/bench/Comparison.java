package org.quoin.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Quoin and Postfix under the same load in turn: one row per load, best effort to be fair. */
final class Comparison {
  private static final int[] ACCEPTING = {1, 20, 100, 500};
  private static final int[] DELIVERING = {1, 20, 100};
  private static final List<Load> WARM_UP = List.of(new Load(20, true), new Load(20, false));
  private static final int FEWEST = 300;
  private static final int MOST = 10_000;

  private final Path folder;
  private final int rounds;
  private final double seconds;

  /**
   * @param seconds about how long each server is loaded in each round
   */
  Comparison(Path folder, int rounds, double seconds) {
    this.folder = folder;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** What is read off one round of so many mails. */
  private interface Gauge {
    double read(Load load, MailServer server, int mails) throws Exception;
  }

  /** What is measured: in which mode, how fast, and at what cost. */
  private record Work(String name, MailServer.Mode mode, Gauge rate, Gauge cpu) {}

  private static final Work ACCEPT =
      new Work("accept", MailServer.Mode.KEEP, Load::accept, Load::acceptCpu);
  private static final Work DELIVER =
      new Work("into Maildirs", MailServer.Mode.DELIVER, Load::deliver, Load::deliverCpu);

  /** How fast mail is accepted while nothing is delivered. */
  void accept(Report report) throws Exception {
    report.title("Accepted and durable (queue kept, nothing delivered)");
    report.header("mails/s");
    for (int sessions : ACCEPTING) {
      rates(report, ACCEPT, sessions);
    }
  }

  /** How fast mail comes to rest in a Maildir. */
  void deliver(Report report) throws Exception {
    report.title("End to end into a Maildir");
    report.header("mails/s");
    for (int sessions : DELIVERING) {
      rates(report, DELIVER, sessions);
    }
  }

  /** How much processor time a mail takes. */
  void cpu(Report report) throws Exception {
    report.title("Processor time per mail");
    report.header("ms/mail");
    try (Pair pair = start(report, ACCEPT)) {
      Load load = new Load(20, true);
      double ours = cpu(report, pair, load, ACCEPT);
      report.goal("accept, " + load + ": ms of CPU per mail", Goal.Aim.AT_MOST, 0.2, ours);
      cpu(report, pair, new Load(20, false), ACCEPT);
    }
    try (Pair pair = start(report, DELIVER)) {
      cpu(report, pair, new Load(20, true), DELIVER);
    }
  }

  private void rates(Report report, Work work, int sessions) throws Exception {
    try (Pair pair = start(report, work)) {
      for (boolean reuse : new boolean[] {true, false}) {
        Load load = new Load(sessions, reuse);
        Figures figures = measure(pair, load, work.rate(), work.rate());
        Optional<Double> ratio = figures.ratio();
        report.row(load.toString(), "%.0f", figures.quoin(), figures.postfix(), ratio);
        String goal = work.name() + ", " + load + ": times Postfix";
        double target = target(work, load);
        ratio.ifPresent(times -> report.goal(goal, Goal.Aim.AT_LEAST, target, times));
      }
    }
  }

  private static double target(Work work, Load load) {
    boolean accept = work.equals(ACCEPT);
    if (!load.reuse()) {
      return accept ? 2.5 : 3;
    }
    return accept && load.sessions() == 1 ? 3 : 6;
  }

  /** The ratio says how many times ours the other's time is. Returns ours. */
  private double cpu(Report report, Pair pair, Load load, Work work) throws Exception {
    Figures figures = measure(pair, load, work.rate(), work.cpu());
    String row = work.name() + ", " + load;
    report.row(row, "%.2f", figures.quoin(), figures.postfix(), figures.saving());
    return Report.middle(figures.quoin());
  }

  /**
   * The mail stays until all is measured: ext4 searches long for an inode while many have just been
   * deleted.
   */
  private Pair start(Report report, Work work) throws Exception {
    Path place = Folders.make(folder, "compare");
    QuoinServer quoin = new QuoinServer(place, work.mode());
    Pair pair = new Pair(quoin, PostfixServer.start(report, place, work.mode(), ""));
    boolean warm = false;
    try {
      warmUp(pair, work);
      warm = true;
      return pair;
    } finally {
      if (!warm) {
        pair.close();
      }
    }
  }

  /** Until the compiler of the JVM has seen enough; a mail server runs for months. */
  private void warmUp(Pair pair, Work work) throws Exception {
    int full = work.mode() == MailServer.Mode.KEEP ? 25_000 : 20_000;
    for (Load load : WARM_UP) {
      work.rate().read(load, pair.quoin(), rounds > 1 ? full : full / 4);
      if (pair.postfix().isPresent()) {
        work.rate().read(load, pair.postfix().get(), FEWEST);
      }
    }
  }

  /** The servers take turns, after a round that is not counted. */
  private Figures measure(Pair pair, Load load, Gauge rate, Gauge gauge) throws Exception {
    int ours = calibrated(load, pair.quoin(), rate);
    int theirs = pair.postfix().isPresent() ? calibrated(load, pair.postfix().get(), rate) : 0;
    Figures figures = new Figures(new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < rounds; round++) {
      figures.quoin().add(gauge.read(load, pair.quoin(), ours));
      if (pair.postfix().isPresent()) {
        figures.postfix().add(gauge.read(load, pair.postfix().get(), theirs));
      }
    }
    return figures;
  }

  /** So many mails as the server takes in a round's time. */
  private int calibrated(Load load, MailServer server, Gauge rate) throws Exception {
    int fewest = Math.max(FEWEST, (load.reuse() ? 10 : 2) * load.sessions());
    double first = rate.read(load, server, fewest);
    int mails = Math.clamp((int) (first * seconds), fewest, MOST);
    rate.read(load, server, mails);
    return mails;
  }
}
