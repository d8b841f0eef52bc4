package org.quoin.queue;

import java.util.regex.Pattern;

/** Text from strangers in a header field: one field, ASCII, short lines (RFC 5322, 2.2.3). */
final class FoldedField {
  private static final int LINE = 76;
  private static final int WORD = 900;
  private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]+");

  private FoldedField() {}

  /** A field with its line end; its text may have any bytes, and its blanks become single ones. */
  static String of(String name, String text) {
    StringBuilder out = new StringBuilder(name).append(':');
    int line = out.length();
    for (String word : BLANKS.split(text, -1)) {
      for (int from = 0; from < word.length(); from += WORD) {
        String piece = ascii(word.substring(from, Math.min(word.length(), from + WORD)));
        boolean fits = line + 1 + piece.length() <= LINE || line == name.length() + 1;
        out.append(fits ? " " : "\n ").append(piece);
        line = (fits ? line : 0) + 1 + piece.length();
      }
    }
    return out.append('\n').toString();
  }

  /** Everything that is not printable ASCII becomes {@code ?}. */
  static String ascii(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(c < ' ' || c > 126 ? '?' : (char) c));
    return out.toString();
  }

  /** Without control characters, each of which becomes {@code _}; other bytes stay. */
  static String line(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(c < ' ' || c == 127 ? '_' : (char) c));
    return out.toString();
  }
}
