package org.quoin.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern of SPAMCONTROL's control files (C2): {@code *} any text, {@code ?} one character,
 * {@code [a-z]} one of a set, {@code [^a-z]} one of all others, {@code \} takes the special meaning
 * from the next character. Case counts. No text costs more than its length times that of the
 * pattern.
 */
final class Wildmat {
  /** Stands for a star. */
  private static final Step ANY_TEXT = c -> true;

  @FunctionalInterface
  private interface Step {
    boolean takes(char c);
  }

  private final List<Step> steps = new ArrayList<>();

  Wildmat(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '*' -> steps.add(ANY_TEXT);
        case '?' -> steps.add(c -> true);
        case '[' -> i = set(pattern, i);
        case '\\' -> i = literal(pattern, Math.min(i + 1, pattern.length() - 1));
        default -> i = literal(pattern, i);
      }
    }
  }

  /** Whether a text has characters that mean something here. */
  static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
  }

  private int literal(String pattern, int at) {
    char wanted = pattern.charAt(at);
    steps.add(c -> c == wanted);
    return at;
  }

  /** Where the set ends; one that never does is a bracket like any other character. */
  private int set(String pattern, int at) {
    boolean not = pattern.startsWith("^", at + 1);
    int start = at + (not ? 2 : 1);
    int end = pattern.indexOf(']', start + 1);
    if (end < 0) {
      return literal(pattern, at);
    }
    BitSet members = members(pattern.substring(start, end));
    steps.add(c -> members.get(c) != not);
    return end;
  }

  private static BitSet members(String text) {
    BitSet members = new BitSet();
    for (int i = 0; i < text.length(); i++) {
      boolean isRange = i + 2 < text.length() && text.charAt(i + 1) == '-';
      char last = isRange ? text.charAt(i + 2) : text.charAt(i);
      if (text.charAt(i) <= last) {
        members.set(text.charAt(i), last + 1);
      }
      i += isRange ? 2 : 0;
    }
    return members;
  }

  /** Whether all of the text is as the pattern says. */
  boolean matches(String text) {
    int at = 0;
    int step = 0;
    int star = -1; // the last one that was met, and where what it stands for ends
    int starEnd = 0;
    while (at < text.length()) {
      if (step < steps.size() && isStar(step)) {
        star = step++;
        starEnd = at;
      } else if (step < steps.size() && steps.get(step).takes(text.charAt(at))) {
        step++;
        at++;
      } else if (star >= 0) {
        step = star + 1;
        at = ++starEnd;
      } else {
        return false;
      }
    }
    while (step < steps.size() && isStar(step)) {
      step++; // it may stand for nothing
    }
    return step == steps.size();
  }

  @SuppressWarnings("ReferenceEquality") // a star is that one object
  private boolean isStar(int at) {
    return steps.get(at) == ANY_TEXT;
  }
}
