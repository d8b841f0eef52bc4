package org.quoin.bench;

import java.util.ArrayList;

/** What the rounds of one kind of local delivery came to, for both servers. */
record LocalRounds(LocalRow row, Figures rate, Figures cpu) {
  /** Rates below this are not whole numbers. */
  private static final int FEW = 20;

  /**
   * One round of one server.
   *
   * @param rate mails per second
   * @param cpuMillis processor time per mail
   */
  record Round(double rate, double cpuMillis) {}

  /** None yet. */
  static LocalRounds of(LocalRow row) {
    return new LocalRounds(
        row,
        new Figures(new ArrayList<>(), new ArrayList<>()),
        new Figures(new ArrayList<>(), new ArrayList<>()));
  }

  void addQuoin(Round round) {
    rate.quoin().add(round.rate());
    cpu.quoin().add(round.cpuMillis());
  }

  void addPostfix(Round round) {
    rate.postfix().add(round.rate());
    cpu.postfix().add(round.cpuMillis());
  }

  /** A row of the first table, and its goal if mail ends in a Maildir and nothing else is done. */
  void reportRate(Report report) {
    String form = Report.middle(rate.quoin()) < FEW ? "%.1f" : "%.0f";
    report.row(row.name(), form, rate.quoin(), rate.postfix(), rate.ratio());
    if (row.plain()) {
      String goal = "local delivery, " + row.name() + ": times Postfix";
      rate.ratio().ifPresent(times -> report.goal(goal, Goal.Aim.AT_LEAST, 6, times));
    }
  }

  /** A row of the second table. */
  void reportCpu(Report report) {
    report.row(row.name(), "%.2f", cpu.quoin(), cpu.postfix(), cpu.saving());
  }
}
