package org.quoin.codec;

/** Text made safe for a line of qmail's log (Q20). */
public final class LogText {
  private LogText() {}

  /** An address: every byte but printable ASCII becomes {@code _}, the space too. */
  public static String address(String address) {
    StringBuilder out = new StringBuilder(address.length());
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      out.append(c < 33 || c > 126 ? '_' : c);
    }
    return out.toString();
  }

  /** A report: line feed becomes {@code /}, every other byte as in {@link #address}. */
  public static String report(String report) {
    StringBuilder out = new StringBuilder(report.length());
    for (int i = 0; i < report.length(); i++) {
      char c = report.charAt(i);
      out.append(c == '\n' ? '/' : c < 33 || c > 126 ? '_' : c);
    }
    return out.toString();
  }
}
