package org.quoin.codec;

/** Text made safe for a line of qmail's log (Q20). */
public final class LogText {
  private LogText() {}

  /** An address: every byte but printable ASCII becomes {@code _}, space and percent sign too. */
  public static String address(String address) {
    StringBuilder out = new StringBuilder(address.length());
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      out.append(isSafe(c) ? c : '_');
    }
    return out.toString();
  }

  /** A report: line feed becomes {@code /}, every other byte as in {@link #address}. */
  public static String report(String report) {
    StringBuilder out = new StringBuilder(report.length());
    for (int i = 0; i < report.length(); i++) {
      char c = report.charAt(i);
      out.append(c == '\n' ? '/' : isSafe(c) ? c : '_');
    }
    return out.toString();
  }

  /** qmail-send's {@code issafe()}. */
  private static boolean isSafe(char c) {
    return c > 32 && c < 127 && c != '%';
  }
}
