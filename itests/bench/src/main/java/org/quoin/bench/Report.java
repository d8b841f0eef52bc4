package org.quoin.bench;

import java.io.PrintStream;
import java.util.List;

/** Prints results as Markdown, row by row, as they come. */
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.printf("%n### %s%n%n", text);
  }

  void line(String text) {
    out.println(text);
  }

  void header() {
    out.println("| load | Quoin mails/s | Postfix mails/s | ratio | rounds: Quoin / Postfix |");
    out.println("|---|---:|---:|---:|---|");
  }

  /** The middle rates of two servers, and how many times the second the first is. */
  void row(String load, List<Double> quoin, List<Double> postfix) {
    double ratio = middle(quoin) / middle(postfix);
    out.printf(
        "| %s | %.0f | %.0f | %.1f | %s / %s |%n",
        load, middle(quoin), middle(postfix), ratio, all(quoin), all(postfix));
    out.flush();
  }

  static double middle(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  static String all(List<Double> values) {
    return String.join(" ", values.stream().map(value -> "%.0f".formatted(value)).toList());
  }
}
