package org.quoin.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The syntax of qmail's control files (A7, qmail-control(9)). Text is bytes as characters. */
public final class ControlSyntax {
  private ControlSyntax() {}

  /** The first line of a file, without trailing spaces and tabs. */
  public static String firstLine(String file) {
    int end = file.indexOf('\n');
    return stripped(end < 0 ? file : file.substring(0, end));
  }

  /**
   * Lines without trailing spaces and tabs; blank lines and those that begin with # are left out.
   */
  public static List<String> list(String file) {
    List<String> entries = new ArrayList<>();
    for (String line : file.split("\n", -1)) {
      String entry = stripped(line);
      if (!entry.isEmpty() && entry.charAt(0) != '#') {
        entries.add(entry);
      }
    }
    return List.copyOf(entries);
  }

  /** The digits at the beginning of a line; empty if there are none or too many for a long. */
  public static OptionalLong leadingNumber(String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
      end++;
    }
    if (end == 0 || end > 18) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(line.substring(0, end)));
  }

  private static String stripped(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    return line.substring(0, end);
  }
}
