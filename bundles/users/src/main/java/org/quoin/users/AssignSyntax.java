package org.quoin.users;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.quoin.api.user.Account;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.ControlSyntax;

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
 * letter other than {@code =} and {@code +}, and a home that is not absolute. A uid that is no
 * number counts as 0, which the local transport never delivers to. A home that this process cannot
 * name spoils only its own account.
 */
final class AssignSyntax {
  private static final int FIELDS = 7;

  private final Map<String, Assigned> exact = new HashMap<>();
  private final Map<String, Assigned> wildcards = new HashMap<>();

  private AssignSyntax() {}

  /**
   * @param text the file, bytes as characters
   * @throws IOException naming the first bad line
   */
  static Assignments parse(String text) throws IOException {
    AssignSyntax syntax = new AssignSyntax();
    int start = 0;
    for (int number = 1; start < text.length(); number++) {
      int end = text.indexOf('\n', start);
      if (text.charAt(start) == '.') {
        return new Assignments(syntax.exact, syntax.wildcards);
      }
      if (end < 0) {
        throw bad(number, "does not end");
      }
      syntax.line(number, text.substring(start, end));
      start = end + 1;
    }
    throw new IOException("users/assign does not end with a line that is a single dot");
  }

  /** Where the line that ends a good file begins. */
  static int endLine(String text) {
    return text.startsWith(".") ? 0 : text.indexOf("\n.") + 1;
  }

  private void line(int number, String line) throws IOException {
    if (line.indexOf(0) >= 0) {
      throw bad(number, "has a NUL");
    }
    if (!line.startsWith("=") && !line.startsWith("+")) {
      throw bad(number, "begins with neither = nor +");
    }
    String[] fields = line.split(":", -1);
    if (fields.length <= FIELDS) {
      throw bad(number, "has fewer than " + FIELDS + " fields that end with a colon");
    }
    Map<String, Assigned> assigned = line.startsWith("=") ? exact : wildcards;
    assigned.putIfAbsent(AsciiCase.lower(fields[0].substring(1)), assigned(number, fields));
  }

  private static Assigned assigned(int number, String[] fields) throws IOException {
    String home = fields[4];
    if (!home.startsWith("/")) {
      throw bad(number, "has a home that is not absolute");
    }
    try {
      return new Assigned.Known(
          new Account(
              fields[1],
              ControlSyntax.leadingNumber(fields[2]).orElse(0),
              ControlSyntax.leadingNumber(fields[3]).orElse(0),
              path(home),
              fields[5],
              fields[6]));
    } catch (InvalidPathException e) {
      String how = "has a home that this process cannot name under its LC_ALL";
      return new Assigned.Unnameable(about(number, how));
    }
  }

  private static Path path(String bytes) {
    return Path.of(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static IOException bad(int number, String how) {
    return new IOException(about(number, how));
  }

  private static String about(int number, String how) {
    return "users/assign line " + number + " " + how;
  }
}
