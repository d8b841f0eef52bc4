package org.quoin.codec;

/** Letter case as qmail sees it (A4): only A to Z have one, every other byte stands for itself. */
public final class AsciiCase {
  private AsciiCase() {}

  /** The text with A to Z in lower case; the same object if there is none. */
  public static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpper(text.charAt(i))) {
        return lowerFrom(text, i);
      }
    }
    return text;
  }

  private static String lowerFrom(String text, int first) {
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(isUpper(c) ? (char) (c + ('a' - 'A')) : c);
    }
    return out.toString();
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
