package org.quoin.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Quoin and Postfix under the same load in turn: one row per load, best effort to be fair. */
final class Comparison {
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

  /** How one load is measured. */
  private interface Measure {
    double rate(Load load, MailServer server, int mails) throws Exception;
  }

  /** How fast mail is accepted while nothing is delivered. */
  void accept(Report report, int sessions) throws Exception {
    compare(report, MailServer.Mode.KEEP, sessions, Load::accept);
  }

  /** How fast mail comes to rest in a Maildir. */
  void deliver(Report report, int sessions) throws Exception {
    compare(report, MailServer.Mode.DELIVER, sessions, Load::deliver);
  }

  /**
   * The mail stays until all is measured: ext4 searches long for an inode while many have just been
   * deleted.
   */
  private void compare(Report report, MailServer.Mode mode, int sessions, Measure measure)
      throws Exception {
    Path place = Folders.make(folder, "compare");
    try (MailServer quoin = new QuoinServer(place, mode);
        MailServer postfix = new PostfixServer(place, mode)) {
      for (Load load : WARM_UP) {
        measure.rate(load, quoin, warmUp(mode));
        measure.rate(load, postfix, FEWEST);
      }
      for (boolean reuse : new boolean[] {true, false}) {
        Load load = new Load(sessions, reuse);
        int ours = calibrated(measure.rate(load, quoin, FEWEST));
        int theirs = calibrated(measure.rate(load, postfix, FEWEST));
        measure.rate(load, quoin, ours);
        measure.rate(load, postfix, theirs);
        List<Double> mine = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          mine.add(measure.rate(load, quoin, ours));
          other.add(measure.rate(load, postfix, theirs));
        }
        report.row(load.toString(), mine, other);
      }
    }
  }

  /** Mails until the compiler of the JVM has seen enough; a mail server runs for months. */
  private int warmUp(MailServer.Mode mode) {
    int full = mode == MailServer.Mode.KEEP ? 25_000 : 20_000;
    return rounds > 1 ? full : full / 4;
  }

  private int calibrated(double rate) {
    return Math.clamp((int) (rate * seconds), FEWEST, MOST);
  }
}
