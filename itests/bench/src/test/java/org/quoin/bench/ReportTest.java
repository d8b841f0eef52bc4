package org.quoin.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(out, true, StandardCharsets.UTF_8));

  @Test
  void theMiddleRoundsAreComparedAndAllAreShown() {
    report.row("x", "%.0f", List.of(9.0, 60.0, 30.0), List.of(10.0, 5.0, 20.0), Optional.of(3.0));
    assertEquals("| x | 30 | 10 | 3.0 | 9 60 30 / 10 5 20 |\n", text());
  }

  @Test
  void withoutPostfixOursIsShownAlone() {
    report.row("x", "%.2f", List.of(0.123), List.of(), Optional.empty());
    assertEquals("| x | 0.12 | – | – | 0.12 / – |\n", text());
  }

  @Test
  void aMissedGoalIsSaidInBold() {
    report.goal("times", Goal.Aim.AT_LEAST, 6, 5.99);
    report.goal("bytes", Goal.Aim.AT_MOST, 400, 401);
    report.goal("seconds", Goal.Aim.AT_MOST, 30, 30);
    report.goals();
    List<String> lines = text().lines().toList();
    assertEquals("| times | ≥ 6.00 | 5.99 | **not reached** |", lines.get(5));
    assertEquals("| bytes | ≤ 400 | 401 | **not reached** |", lines.get(6));
    assertEquals("| seconds | ≤ 30 | 30 | reached |", lines.get(7));
  }

  @Test
  void aFigureThatIsNoNumberMissesItsGoal() {
    assertFalse(new Goal("0 / 0", Goal.Aim.AT_LEAST, 0.9, Double.NaN).reached());
    assertFalse(new Goal("0 / 0", Goal.Aim.AT_MOST, 0.9, Double.NaN).reached());
  }

  @Test
  void aNoteIsPrintedOnceBelowTheTable() {
    report.note("Postfix left out");
    report.note("Postfix left out");
    report.line("| a row |");
    report.title("next");
    assertEquals("| a row |\n\nPostfix left out\n\n### next\n\n", text());
  }

  @Test
  void aReasonOfManyLinesBecomesAShortOne() {
    String line = Report.oneLine(new IllegalStateException("no\n\n  start" + "!".repeat(5000)));
    assertTrue(line.startsWith("no start!") && line.length() < 400, line);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
