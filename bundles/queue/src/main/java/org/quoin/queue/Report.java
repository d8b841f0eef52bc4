package org.quoin.queue;

import org.quoin.api.Address;

/** What a transport reported, as it is kept and as it stands in a bounce. Bytes as characters. */
final class Report {
  private static final int MAX_LENGTH = 2997;
  private static final String TOO_LONG = "\nError report too long, sorry.\n";

  private Report() {}

  /** A report of at most 3000 bytes (Q21). */
  static String cut(String report) {
    return report.length() <= MAX_LENGTH
        ? report
        : report.substring(0, MAX_LENGTH - TOO_LONG.length()) + TOO_LONG;
  }

  /** A report with one more line; a missing line end before it is added. */
  static String with(String report, String line) {
    String room = report.length() > MAX_LENGTH - line.length() - 1 ? cut(report + line) : report;
    return lineEnded(room) + line;
  }

  /**
   * The paragraph about one recipient (Q16, QSBMF). In it no line but the last is empty: every
   * further line end becomes {@code /}, and a line end in the address {@code _}.
   */
  static String paragraph(Address recipient, String report) {
    String text = "<" + name(recipient) + ">:\n" + lineEnded(report);
    StringBuilder out = new StringBuilder(text);
    for (int i = text.length() - 2; i > 0; i--) {
      if (text.charAt(i) == '\n' && text.charAt(i - 1) == '\n') {
        out.setCharAt(i, '/');
      }
    }
    return out.append('\n').toString();
  }

  /** An address in one line. */
  static String name(Address recipient) {
    return recipient.text().replace('\n', '_');
  }

  private static String lineEnded(String report) {
    return report.isEmpty() || report.endsWith("\n") ? report : report + "\n";
  }
}
