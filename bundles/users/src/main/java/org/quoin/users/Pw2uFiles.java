package org.quoin.users;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.ControlSyntax;

/**
 * What an administrator says to qmail-pw2u by files in {@code users/} (U4). Keys are in lower case.
 *
 * @param include the only accounts that are taken; empty = all
 * @param exclude accounts that are not taken
 * @param mailnames other names of accounts, with colons between them
 * @param subusers lines {@code sub:user:pre:}; empty = no file
 * @param append lines that are put behind all others
 */
record Pw2uFiles(
    Optional<Set<String>> include,
    Set<String> exclude,
    Map<String, String> mailnames,
    String subusers,
    String append) {

  /** Finds a file in {@code users/}. */
  @FunctionalInterface
  interface Source {
    Optional<String> text(String name) throws IOException;
  }

  /**
   * @throws IOException if a file is there and cannot be read
   */
  static Pw2uFiles read(Source files) throws IOException {
    try {
      return new Pw2uFiles(
          files.text("include").map(Pw2uFiles::names),
          files.text("exclude").map(Pw2uFiles::names).orElse(Set.of()),
          files.text("mailnames").map(Pw2uFiles::values).orElse(Map.of()),
          files.text("subusers").orElse(""),
          files.text("append").orElse(""));
    } catch (IOException e) {
      throw new IOException("unable to read controls: " + e.getMessage(), e);
    }
  }

  private static Set<String> names(String text) {
    return ControlSyntax.list(text).stream().map(AsciiCase::lower).collect(Collectors.toSet());
  }

  private static Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : ControlSyntax.list(text)) {
      int colon = line.indexOf(':');
      if (colon >= 0) {
        values.put(AsciiCase.lower(line.substring(0, colon)), line.substring(colon + 1));
      }
    }
    return values;
  }
}
