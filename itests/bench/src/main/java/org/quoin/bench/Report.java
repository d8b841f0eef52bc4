package org.quoin.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prints results as Markdown, row by row, as they come, and in the end how they meet the goals. */
final class Report {
  private static final int LONGEST_REASON = 300;

  private final PrintStream out;
  private final List<Goal> goals = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  Report(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    printNotes();
    out.printf("%n### %s%n%n", text);
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void header(String what) {
    line(
        "| load | Quoin %s | Postfix %s | ratio | rounds: Quoin / Postfix |".formatted(what, what));
    line("|---|---:|---:|---:|---|");
  }

  /**
   * The middle figures of two servers side by side.
   *
   * @param form how a figure is printed, such as {@code %.0f}
   * @param postfix nothing if there is none to compare with
   * @param ratio nothing if there is nothing to divide by
   */
  void row(
      String load, String form, List<Double> quoin, List<Double> postfix, Optional<Double> ratio) {
    line(
        "| %s | %s | %s | %s | %s / %s |"
            .formatted(
                load,
                form.formatted(middle(quoin)),
                postfix.isEmpty() ? "–" : form.formatted(middle(postfix)),
                ratio.map("%.1f"::formatted).orElse("–"),
                all(form, quoin),
                postfix.isEmpty() ? "–" : all(form, postfix)));
  }

  /** Takes down how a figure stands to its goal. */
  void goal(String text, Goal.Aim aim, double target, double measured) {
    goals.add(new Goal(text, aim, target, measured));
  }

  /** Something to be said once, below the table. */
  void note(String text) {
    notes.add(text);
  }

  /** All goals of what was measured. */
  void goals() {
    printNotes();
    if (!goals.isEmpty()) {
      title("Against the goals");
      line("| goal | target | measured | |\n|---|---:|---:|---|");
      goals.forEach(goal -> line(goal.row()));
    }
  }

  private void printNotes() {
    notes.forEach(note -> line("\n" + note));
    notes.clear();
  }

  static double middle(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  static String all(String form, List<Double> values) {
    return String.join(" ", values.stream().map(form::formatted).toList());
  }

  /** What went wrong, short enough for a line. */
  static String oneLine(Throwable trouble) {
    String text = String.valueOf(trouble.getMessage()).replaceAll("\\s+", " ").strip();
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
  }
}
