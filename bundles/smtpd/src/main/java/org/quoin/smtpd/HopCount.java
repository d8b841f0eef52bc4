package org.quoin.smtpd;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Counts the header lines that begin with {@code Received} or {@code Delivered}, in any case, as
 * sent, before dot stuffing is undone (S6). The header ends at the first empty line, which may be
 * LF alone where line ends have been made so before.
 */
final class HopCount {
  private static final int PREFIX = "delivered".length();

  private final byte[] prefix = new byte[PREFIX];
  private int length;
  private boolean inHeader = true;
  private int hops;

  int hops() {
    return hops;
  }

  /** Takes the next part of a line, its line end included. */
  void part(byte[] buffer, int from, int to) {
    if (inHeader && length < PREFIX) {
      int count = Math.min(to - from, PREFIX - length);
      System.arraycopy(buffer, from, prefix, length, count);
      length += count;
    }
  }

  void endOfLine() {
    if (inHeader) {
      String text = new String(prefix, 0, length, StandardCharsets.ISO_8859_1);
      String start = text.toLowerCase(Locale.ROOT);
      if (start.equals("delivered") || start.startsWith("received")) {
        hops++;
      }
      inHeader = !text.equals("\r\n") && !text.equals("\n");
      length = 0;
    }
  }
}
