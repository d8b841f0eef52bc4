package org.quoin.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.quoin.codec.AsciiCase;

/**
 * The lines of {@code badhelo} (C1): names or patterns. One with {@code !} behind it is no bad one,
 * but one that is not looked up.
 */
final class Greetings {
  private final List<Predicate<String>> bad = new ArrayList<>();
  private final List<Predicate<String>> trusted = new ArrayList<>();

  Greetings(List<String> lines) {
    for (String line : lines) {
      if (line.endsWith("!") && line.length() > 1) {
        trusted.add(name(line.substring(0, line.length() - 1)));
      } else {
        bad.add(name(line));
      }
    }
  }

  private static Predicate<String> name(String line) {
    String lower = AsciiCase.lower(line);
    Predicate<String> plain = helo -> AsciiCase.lower(helo).equals(lower);
    return Wildmat.isPattern(line) ? plain.or(new Wildmat(line)::matches) : plain;
  }

  boolean isBad(String helo) {
    return bad.stream().anyMatch(each -> each.test(helo));
  }

  /** Whether it is taken without a look-up. */
  boolean isTrusted(String helo) {
    return trusted.stream().anyMatch(each -> each.test(helo));
  }
}
