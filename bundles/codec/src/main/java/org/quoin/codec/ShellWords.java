package org.quoin.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words for a line of shell, byte by byte (POSIX XCU 2.2.2). ASCII stands in quotes. From the first
 * other byte to the last one a word is spelled for {@code printf}, because Java can hand on to a
 * process only what is text in the platform's character set: {@code 'a'"$(printf '\374')"'b'}. That
 * takes the shell a process for each such word, and not for each such byte.
 */
public final class ShellWords {
  private static final int ASCII = 128;

  private ShellWords() {}

  /** The words with spaces between them. */
  public static String of(List<String> words) {
    return words.stream().map(ShellWords::of).collect(Collectors.joining(" "));
  }

  /**
   * @param word bytes as characters
   * @throws IllegalArgumentException if there is a NUL, which no word can have
   */
  public static String of(String word) {
    if (word.indexOf(0) >= 0) {
      throw new IllegalArgumentException("a NUL in a word");
    }
    int start = 0;
    int end = word.length();
    while (start < end && word.charAt(start) < ASCII) {
      start++;
    }
    while (end > start && word.charAt(end - 1) < ASCII) {
      end--;
    }
    return start == end
        ? quoted(word)
        : unlessEmpty(word.substring(0, start))
            + octal(word.substring(start, end))
            + unlessEmpty(word.substring(end));
  }

  /** Whether a shell gets the text from Java as it is. */
  public static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < ASCII);
  }

  private static String unlessEmpty(String run) {
    return run.isEmpty() ? "" : quoted(run);
  }

  private static String quoted(String run) {
    return "'" + run.replace("'", "'\\''") + "'";
  }

  /** What ends in a byte beyond ASCII: line feeds at the end would be lost. */
  private static String octal(String run) {
    StringBuilder digits = new StringBuilder("\"$(printf '");
    for (byte b : run.getBytes(StandardCharsets.ISO_8859_1)) {
      char c = (char) (b & 0xFF);
      digits.append(isPlain(c) ? String.valueOf(c) : "\\%03o".formatted((int) c));
    }
    return digits.append("')\"").toString();
  }

  private static boolean isPlain(char c) {
    return c < ASCII && (Character.isLetterOrDigit(c) || "-._@ ".indexOf(c) >= 0);
  }
}
