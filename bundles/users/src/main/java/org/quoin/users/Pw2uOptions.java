package org.quoin.users;

import java.util.Iterator;
import java.util.List;

/**
 * The options of qmail-pw2u (U4).
 *
 * @param homes which homes an account must have
 * @param capitals whether names with capital letters are taken
 * @param separator what stands between user and extension, one character; empty = there are none
 * @param dash field of wildcards: {@code -}, or {@code -/} for files in a folder {@code .qmail}
 */
record Pw2uOptions(HomeRule homes, boolean capitals, String separator, String dash) {
  /** What becomes of an account whose home is not there, or not its own. */
  enum HomeRule {
    /** -o: it is left out. */
    OWN,
    /** -h: one that is not there ends it all, one that is not its own is left out. */
    THERE,
    /** -H: it does not matter. */
    ANY
  }

  static final Pw2uOptions USUAL = new Pw2uOptions(HomeRule.OWN, false, "-", "-");

  /**
   * Letters may share a word, as in {@code -H/}; other words, and all from {@code --} on, are
   * ignored as in the original.
   *
   * @throws IllegalArgumentException if a letter is not known or {@code -c} has no character
   */
  static Pw2uOptions parse(List<String> words) {
    Pw2uOptions options = USUAL;
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (!word.startsWith("-") || word.equals("-") || word.equals("--")) {
        return options;
      }
      for (int i = 1; i < word.length(); i++) {
        if (word.charAt(i) == 'c') {
          options = options.separated(i + 1 < word.length() ? word.substring(i + 1) : next(rest));
          break;
        }
        options = options.with(word.charAt(i));
      }
    }
    return options;
  }

  private static String next(Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException("-c needs a character");
    }
    return words.next();
  }

  private Pw2uOptions with(char letter) {
    return switch (letter) {
      case 'o' -> new Pw2uOptions(HomeRule.OWN, capitals, separator, dash);
      case 'h' -> new Pw2uOptions(HomeRule.THERE, capitals, separator, dash);
      case 'H' -> new Pw2uOptions(HomeRule.ANY, capitals, separator, dash);
      case 'u' -> new Pw2uOptions(homes, true, separator, dash);
      case 'U' -> new Pw2uOptions(homes, false, separator, dash);
      case 'C' -> separated("");
      case '/' -> new Pw2uOptions(homes, capitals, separator, "-/");
      default -> throw new IllegalArgumentException("unknown option -" + letter);
    };
  }

  private Pw2uOptions separated(String text) {
    String first = text.isEmpty() ? "" : text.substring(0, 1);
    return new Pw2uOptions(homes, capitals, first, dash);
  }
}
