package org.quoin.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Quoin and Postfix under the same load in turn: one row per load, best effort to be fair. */
final class Comparison {
  private static final int WARM_UP = 2_000;
  private static final int FEWEST = 200;

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

  private void compare(Report report, MailServer.Mode mode, int sessions, Measure measure)
      throws Exception {
    Path place = Folders.make(folder, "compare");
    try (MailServer quoin = new QuoinServer(place, mode);
        MailServer postfix = new PostfixServer(place, mode)) {
      for (boolean reuse : new boolean[] {true, false}) {
        Load load = new Load(sessions, reuse);
        int ours = calibrated(measure.rate(load, quoin, warmUp(sessions)));
        int theirs = calibrated(measure.rate(load, postfix, FEWEST));
        List<Double> mine = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          mine.add(measure.rate(load, quoin, ours));
          other.add(measure.rate(load, postfix, theirs));
        }
        report.row(load.toString(), mine, other);
      }
    } finally {
      Folders.delete(place);
    }
  }

  private static int warmUp(int sessions) {
    return sessions == 1 ? WARM_UP / 2 : WARM_UP;
  }

  private int calibrated(double rate) {
    return Math.max(FEWEST, (int) (rate * seconds));
  }
}
