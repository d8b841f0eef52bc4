package org.quoin.intake;

/** A header field that a filter adds (RFC 5322, 2.2), checked before it touches a message. */
final class HeaderField {
  private HeaderField() {}

  /**
   * The field as header lines.
   *
   * @throws IllegalArgumentException if name or value could break the header
   */
  static String lines(String name, String value) {
    requireName(name);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean folded = c == '\n' && i + 1 < value.length() && isBlank(value.charAt(i + 1));
      if (c == 0 || c == '\r' || c > 0xFF || (c == '\n' && !folded)) {
        throw new IllegalArgumentException("header field " + name + " has a bad value");
      }
    }
    return name + ": " + value + "\n";
  }

  /** A name is printable ASCII without colon. */
  static void requireName(String name) {
    boolean good = !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':');
    if (!good) {
      throw new IllegalArgumentException("not the name of a header field: " + name);
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
