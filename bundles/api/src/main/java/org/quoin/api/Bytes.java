package org.quoin.api;

/** The rule for text that stands for bytes: one character per byte, and no NUL. */
final class Bytes {
  private Bytes() {}

  static void require(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c > 0xFF) {
        throw new IllegalArgumentException("not an address byte: code " + (int) c + " at " + i);
      }
    }
  }
}
