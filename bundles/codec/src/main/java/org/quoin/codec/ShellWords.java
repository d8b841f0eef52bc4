package org.quoin.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words for a line of shell, byte by byte (POSIX XCU 2.2.2). ASCII stands in quotes. Everything
 * else is spelled in octal for {@code printf}, because Java can hand on to a process only what is
 * text in the platform's character set: {@code 'a'"$(printf '\374')"'b'}.
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
    StringBuilder line = new StringBuilder(word.length() + 2);
    int start = 0;
    do {
      int end = end(word, start);
      String run = word.substring(start, end);
      line.append(isAscii(run) ? quoted(run) : octal(run));
      start = end;
    } while (start < word.length());
    return line.toString();
  }

  /** Whether a shell gets the text from Java as it is. */
  public static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < ASCII);
  }

  /** Where the run of characters that are or are not ASCII ends. */
  private static int end(String word, int start) {
    int end = start;
    while (end < word.length() && (word.charAt(end) < ASCII) == (word.charAt(start) < ASCII)) {
      end++;
    }
    return end;
  }

  private static String quoted(String run) {
    return "'" + run.replace("'", "'\\''") + "'";
  }

  private static String octal(String run) {
    StringBuilder digits = new StringBuilder("\"$(printf '");
    for (byte b : run.getBytes(StandardCharsets.ISO_8859_1)) {
      digits.append('\\').append(Integer.toOctalString(b & 0xFF));
    }
    return digits.append("')\"").toString();
  }
}
