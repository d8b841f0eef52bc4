package org.quoin.users;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code users/passwords}, UTF-8:
 *
 * <pre>
 * # a remark
 * name:{SCHEME}value
 * </pre>
 *
 * A value is everything up to the end of its line. A line that cannot be understood counts as none;
 * of two lines for one name the first counts.
 */
final class PasswordSyntax {
  private static final Pattern LINE = Pattern.compile("([^:]+):\\{([^{}]+)}(.*)");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Z}:#][^\\p{Cntrl}:]{0,254}");

  private PasswordSyntax() {}

  /**
   * @param text bytes as characters
   * @throws IOException if the text looks unfinished
   */
  static Passwords parse(String text) throws IOException {
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new IOException("users/passwords: its last line has no end, is it being written?");
    }
    Map<String, Secret> secrets = new LinkedHashMap<>();
    List<String> troubles = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      try {
        add(secrets, line);
      } catch (IllegalArgumentException | IllegalStateException e) {
        troubles.add("line " + number + " " + e.getMessage());
      }
    }
    return new Passwords(secrets, troubles);
  }

  private static void add(Map<String, Secret> secrets, String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    Matcher parts = LINE.matcher(utf8(line));
    if (!parts.matches()) {
      throw new IllegalArgumentException("is not of the form name:{SCHEME}value");
    }
    requireName(parts.group(1));
    Secret secret = Secret.parse(parts.group(2), parts.group(3));
    if (secrets.putIfAbsent(parts.group(1), secret) != null) {
      throw new IllegalArgumentException("is for a name that has a line already");
    }
  }

  private static String utf8(String line) {
    try {
      return Utf8.shown(line);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("is not UTF-8", e);
    }
  }

  /**
   * @throws IllegalArgumentException if it cannot stand in the file
   */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "has a name with a colon, a control character, a # or blank before it, or of no letter"
              + " or more than 255");
    }
  }

  /** Whether a line of the file, bytes as characters, is for this name. */
  static boolean isFor(String line, String nameBytes) {
    return line.startsWith(nameBytes + ":");
  }
}
