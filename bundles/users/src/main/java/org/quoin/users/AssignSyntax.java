package org.quoin.users;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quoin.codec.AsciiCase;

/**
 * The text of {@code users/assign} (U1, qmail-users(5)):
 *
 * <pre>
 * =local:user:uid:gid:homedir:dash:ext:
 * +loc:user:uid:gid:homedir:dash:pre:
 * .
 * </pre>
 *
 * The first of two lines with one key wins. What follows the line that begins with a dot is
 * ignored. Anything else makes the whole file bad, as in qmail-newu; ours also refuses a first
 * letter other than {@code =} and {@code +}, and a home that is not absolute. A home that this
 * process cannot name spoils only its own account.
 */
final class AssignSyntax {
  private AssignSyntax() {}

  /**
   * @param text the file, bytes as characters
   * @throws IOException naming the first bad line
   */
  static Assignments parse(String text) throws IOException {
    Map<String, Assigned> exact = new HashMap<>();
    Map<String, Assigned> wildcards = new HashMap<>();
    for (AssignLine line : lines(text)) {
      (line.wild() ? wildcards : exact).putIfAbsent(line.key(), line.assigned());
    }
    return new Assignments(exact, wildcards);
  }

  /** All lines before the one that ends the file. */
  static List<AssignLine> lines(String text) throws IOException {
    List<AssignLine> lines = new ArrayList<>();
    int start = 0;
    for (int number = 1; start < text.length(); number++) {
      int end = text.indexOf('\n', start);
      if (text.charAt(start) == '.') {
        return lines;
      }
      if (end < 0) {
        throw bad(number, "does not end");
      }
      lines.add(line(number, text.substring(start, end)));
      start = end + 1;
    }
    throw new IOException("users/assign does not end with a line that is a single dot");
  }

  /** Where the line that ends a good file begins. */
  static int endLine(String text) {
    return text.startsWith(".") ? 0 : text.indexOf("\n.") + 1;
  }

  private static AssignLine line(int number, String line) throws IOException {
    if (line.indexOf(0) >= 0) {
      throw bad(number, "has a NUL");
    }
    if (!line.startsWith("=") && !line.startsWith("+")) {
      throw bad(number, "begins with neither = nor +");
    }
    String[] fields = line.split(":", -1);
    if (fields.length < Assigned.FIELDS + 2) {
      throw bad(
          number, "has fewer than " + (Assigned.FIELDS + 1) + " fields that end with a colon");
    }
    if (!fields[4].startsWith("/")) {
      throw bad(number, "has a home that is not absolute");
    }
    return new AssignLine(
        number,
        line.startsWith("+"),
        AsciiCase.lower(fields[0].substring(1)),
        List.of(Arrays.copyOfRange(fields, 1, 1 + Assigned.FIELDS)));
  }

  private static IOException bad(int number, String how) {
    return new IOException("users/assign line " + number + " " + how);
  }
}
