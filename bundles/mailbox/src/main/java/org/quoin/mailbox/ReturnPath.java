package org.quoin.mailbox;

/**
 * The envelope sender, read back from the Return-Path line that the local transport puts on top.
 */
final class ReturnPath {
  private static final String START = "Return-Path: <";

  private ReturnPath() {}

  /** Empty for the null sender, and where the header does not begin with such a line. */
  static String sender(String header) {
    if (!header.startsWith(START)) {
      return "";
    }
    int lineEnd = header.indexOf('\n');
    String line = lineEnd < 0 ? header : header.substring(0, lineEnd);
    int end = line.lastIndexOf('>');
    return end < 0 ? "" : unquoted(line.substring(START.length(), end));
  }

  /** Undoes the quoting of a local part. {@code \_} is what became of a quoted line end. */
  private static String unquoted(String address) {
    if (!address.startsWith("\"")) {
      return address;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '"') {
        return out.append(address, i + 1, address.length()).toString();
      }
      if (c == '\\' && i + 1 < address.length()) {
        i++;
        c = address.charAt(i) == '_' ? '\n' : address.charAt(i);
      }
      out.append(c);
    }
    return out.toString();
  }
}
