package org.quoin.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.quoin.codec.AsciiCase;

/**
 * The lines of {@code badhelo} (C1, C2): names or patterns. Later lines count more; one with {@code
 * !} before it takes back what lines above it say. One with {@code !} behind it is no bad one, but
 * one that is not looked up.
 */
final class Greetings {
  private final List<Line> judged = new ArrayList<>();
  private final List<Predicate<String>> trusted = new ArrayList<>();

  private record Line(Predicate<String> names, boolean bad) {}

  Greetings(List<String> lines) {
    for (String line : lines) {
      if (line.endsWith("!") && line.length() > 1) {
        trusted.add(name(line.substring(0, line.length() - 1)));
      } else if (line.startsWith("!") && line.length() > 1) {
        judged.add(new Line(name(line.substring(1)), false));
      } else {
        judged.add(new Line(name(line), true));
      }
    }
  }

  private static Predicate<String> name(String line) {
    String lower = AsciiCase.lower(line);
    Predicate<String> plain = helo -> AsciiCase.lower(helo).equals(lower);
    return Wildmat.isPattern(line) ? plain.or(new Wildmat(line)::matches) : plain;
  }

  boolean isBad(String helo) {
    for (Line line : judged.reversed()) {
      if (line.names().test(helo)) {
        return line.bad();
      }
    }
    return false;
  }

  /** Whether it is taken without a look-up. */
  boolean isTrusted(String helo) {
    return trusted.stream().anyMatch(each -> each.test(helo));
  }
}
