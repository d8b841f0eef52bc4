package org.quoin.queue;

import java.util.List;
import org.quoin.codec.AsciiCase;

/**
 * A pattern in which {@code *} stands for any text. What stands between two stars is looked for
 * once, from left to right, so that no text however hostile makes it go back and try again. Letter
 * case never counts: who types does not know how it was sent.
 */
final class Glob {
  private final List<String> pieces;

  /**
   * @param pattern bytes as characters, like what it is compared with
   */
  Glob(String pattern) {
    this.pieces = List.of(AsciiCase.lower(pattern).split("\\*", -1));
  }

  boolean matches(String text) {
    String folded = AsciiCase.lower(text);
    String first = pieces.getFirst();
    if (pieces.size() == 1) {
      return folded.equals(first);
    }
    int end = folded.length() - pieces.getLast().length();
    boolean ends = folded.startsWith(first) && folded.endsWith(pieces.getLast());
    return ends && first.length() <= end && hasMiddle(folded, first.length(), end);
  }

  /** Whether the pieces between the first and the last one stand here in their order. */
  private boolean hasMiddle(String text, int from, int end) {
    int at = from;
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int found = text.indexOf(piece, at);
      if (found < 0) {
        return false;
      }
      at = found + piece.length();
    }
    return at <= end;
  }
}
