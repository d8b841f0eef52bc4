package org.quoin.programs;

import java.util.List;

/**
 * The options before the other arguments, one after the other as getopt(3) takes them: {@code -fr
 * -t 7 --}.
 */
final class Options {
  /** No more options. */
  static final char END = 0;

  /** A letter that is none, or lacks its value. */
  static final char UNKNOWN = '?';

  private final List<String> words;
  private final String letters;
  private int next;

  /** What is left of the word that is being read. */
  private String word = "";

  private char letter;
  private String value = "";

  /**
   * @param letters those that there are; a colon behind one that takes a value
   */
  Options(List<String> words, String letters) {
    this.words = words;
    this.letters = letters;
  }

  /** The next option's letter. */
  char next() {
    if (word.isEmpty() && !begin()) {
      return END;
    }
    letter = word.charAt(0);
    word = word.substring(1);
    int known = letters.indexOf(letter);
    if (known < 0 || letter == ':') {
      return UNKNOWN;
    }
    boolean takesValue = letters.startsWith(":", known + 1);
    return !takesValue || takeValue() ? letter : UNKNOWN;
  }

  /** What stands there, also if it is unknown. */
  char letter() {
    return letter;
  }

  /** The value of the option that {@link #next} has told. */
  String value() {
    return value;
  }

  /** The arguments behind the options. */
  List<String> rest() {
    return words.subList(next, words.size());
  }

  /** Whether there is one more word of options. */
  private boolean begin() {
    if (next == words.size() || words.get(next).length() < 2 || !words.get(next).startsWith("-")) {
      return false;
    }
    word = words.get(next++).substring(1);
    return !word.equals("-");
  }

  private boolean takeValue() {
    if (word.isEmpty() && next == words.size()) {
      return false;
    }
    value = word.isEmpty() ? words.get(next++) : word;
    word = "";
    return true;
  }
}
