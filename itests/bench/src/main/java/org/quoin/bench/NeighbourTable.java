package org.quoin.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table of figures of Quoin and other servers, with how many times better Quoin is than each.
 *
 * @param form how a figure is printed, such as {@code %.0f}
 * @param aim whether more or less is better
 */
record NeighbourTable(Report report, Neighbours all, String form, Goal.Aim aim) {
  void header(String what) {
    String names = all.all().stream().map(MailServer::name).collect(Collectors.joining(" | "));
    String ratios =
        all.others().stream()
            .map(each -> " ratio to " + each.name() + " |")
            .collect(Collectors.joining());
    report.line("| " + what + " | " + names + " |" + ratios + " rounds |");
    report.line("|---|" + "---:|".repeat(all.all().size() + all.others().size()) + "---|");
  }

  /**
   * @param figures of each server, in the order of {@link Neighbours#all}; none of one that cannot
   */
  void row(String name, List<List<Double>> figures) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    for (List<Double> each : figures) {
      row.append(each.isEmpty() ? " – |" : " " + form.formatted(Report.middle(each)) + " |");
    }
    for (List<Double> theirs : figures.subList(1, figures.size())) {
      row.append(ratio(figures.getFirst(), theirs).map(" %.1f |"::formatted).orElse(" – |"));
    }
    String rounds =
        figures.stream().map(each -> Report.all(form, each)).collect(Collectors.joining(" / "));
    report.line(row + " " + rounds + " |");
  }

  /** How many times better ours are; empty if there are no others. */
  private Optional<Double> ratio(List<Double> ours, List<Double> theirs) {
    if (theirs.isEmpty()) {
      return Optional.empty();
    }
    double ratio = Report.middle(ours) / Report.middle(theirs);
    return Optional.of(aim == Goal.Aim.AT_LEAST ? ratio : 1 / ratio);
  }
}
