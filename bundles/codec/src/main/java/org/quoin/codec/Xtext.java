package org.quoin.codec;

import java.util.Optional;

/** Text in parameters, where blanks and the like are written {@code +20} (RFC 3461, 4). */
public final class Xtext {
  private static final int HEX = 16;

  private Xtext() {}

  /** Empty if it is not well-formed. */
  public static Optional<String> decode(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || c == '=') {
        return Optional.empty();
      }
      if (c != '+') {
        decoded.append(c);
        continue;
      }
      if (!isHex(text, i + 1)) {
        return Optional.empty();
      }
      char plain = (char) Integer.parseInt(text.substring(i + 1, i + 3), HEX);
      if (Character.isISOControl(plain)) {
        return Optional.empty(); // it would end a line of whoever writes it down
      }
      decoded.append(plain);
      i += 2;
    }
    return Optional.of(decoded.toString());
  }

  private static boolean isHex(String text, int from) {
    return text.length() >= from + 2 && text.substring(from, from + 2).matches("[0-9A-F]{2}");
  }
}
