package org.quoin.smtpd;

import java.util.ArrayList;
import java.util.List;

/**
 * How message data is read (S6; RFC 5321, 4.5.2), told of the whole of it.
 *
 * @param end LONE_DOT, or why it is no message
 * @param text with LF as line end, dots unstuffed
 * @param hops lines of the header that count as such
 * @param unclean whether there is a CR without LF, or a NUL
 * @param rest what comes behind the lone dot
 */
record DataModel(String end, String text, int hops, boolean unclean, String rest) {
  static final DataModel BARE_LF = new DataModel("BARE_LF", "", 0, false, "");
  static final DataModel CUT_SHORT = new DataModel("CUT_SHORT", "", 0, false, "");

  static DataModel of(String data) {
    int dot = ("\r\n" + data).indexOf("\r\n.\r\n");
    String before = dot < 0 ? data : data.substring(0, dot);
    if (hasBareLf(before)) {
      return BARE_LF;
    }
    if (dot < 0) {
      return CUT_SHORT;
    }
    List<String> lines = lines(before);
    StringBuilder text = new StringBuilder();
    boolean unclean = false;
    for (String line : lines) {
      String plain = line.startsWith(".") && !line.startsWith(".\r") ? line.substring(1) : line;
      unclean |= plain.indexOf('\r') >= 0 || plain.indexOf(0) >= 0;
      text.append(plain).append('\n');
    }
    return new DataModel(
        "LONE_DOT", text.toString(), hops(lines), unclean, data.substring(dot + 3));
  }

  static boolean hasBareLf(String data) {
    return data.matches("(?s)(\n.*|.*[^\r]\n.*)");
  }

  private static List<String> lines(String data) {
    List<String> lines = new ArrayList<>(List.of(data.split("\r\n", -1)));
    lines.removeLast(); // nothing stands behind the last line end
    return lines;
  }

  /** How many lines before the first empty one begin so. */
  static int hops(List<String> lines) {
    int hops = 0;
    for (String line : lines) {
      if (line.isEmpty()) {
        break;
      }
      hops += line.matches("(?is)(received|delivered).*") ? 1 : 0;
    }
    return hops;
  }
}
