package org.quoin.bench;

/**
 * A figure that was aimed at, and what it came to.
 *
 * @param text what is measured, with its unit
 */
record Goal(String text, Aim aim, double target, double measured) {
  enum Aim {
    AT_LEAST,
    AT_MOST
  }

  boolean reached() {
    return switch (aim) {
      case AT_LEAST -> measured >= target;
      case AT_MOST -> measured <= target;
    };
  }

  /** A row of a table. */
  String row() {
    return "| %s | %s %s | %s | %s |"
        .formatted(
            text,
            aim == Aim.AT_LEAST ? "≥" : "≤",
            plain(target),
            plain(measured),
            reached() ? "reached" : "**not reached**");
  }

  private static String plain(double value) {
    return Math.abs(value) >= 20 ? "%.0f".formatted(value) : "%.2f".formatted(value);
  }
}
