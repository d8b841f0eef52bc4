package org.quoin.policy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.quoin.codec.AsciiCase;

/**
 * A line of {@code control/recipients} (C8): of which domains it is, and who knows their
 * recipients.
 *
 * <pre>
 * example.org:users/recipients.cdb   example.org and below it, by a table
 * {@literal @}example.org|program args      only example.org itself, by a program
 * example.org=local                  by the transport that would deliver there
 * !example.org    example.org        every recipient exists
 * *...                               every domain
 * !*                                 every recipient of every domain
 * </pre>
 *
 * @param domains takes a domain in lower case
 */
record RecipientLine(Predicate<String> domains, RecipientSource source) {
  private static final String EVERY = "*";

  /**
   * @throws IllegalArgumentException if nobody can know what it means
   */
  static RecipientLine of(String line) {
    boolean all = line.startsWith("!");
    int end = all ? line.length() : separator(line);
    String domain = line.substring(all ? 1 : 0, end);
    if (domain.isEmpty() || domain.equals("@")) {
      throw unclear(line);
    }
    return new RecipientLine(
        domains(AsciiCase.lower(domain)),
        end == line.length() ? new RecipientSource.Everybody() : source(line, end));
  }

  private static int separator(String line) {
    int at = 0;
    while (at < line.length() && ":|=".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static RecipientSource source(String line, int at) {
    String text = line.substring(at + 1).strip();
    if (text.isEmpty()) {
      throw unclear(line);
    }
    return switch (line.charAt(at)) {
      case ':' -> new RecipientSource.Table(text);
      case '|' -> new RecipientSource.Program(words(text));
      default -> new RecipientSource.Delivery(text);
    };
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split("[ \t]+", -1));
  }

  private static Predicate<String> domains(String text) {
    if (text.equals(EVERY)) {
      return domain -> true;
    }
    if (text.startsWith("@")) {
      return text.substring(1)::equals;
    }
    return domain -> domain.equals(text) || domain.endsWith("." + text);
  }

  private static IllegalArgumentException unclear(String line) {
    return new IllegalArgumentException("control/recipients has an unclear line: " + line);
  }
}
