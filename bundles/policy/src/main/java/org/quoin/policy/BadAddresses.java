package org.quoin.policy;

import java.util.List;
import java.util.function.Predicate;
import org.quoin.codec.AsciiCase;

/**
 * The lines of {@code badmailfrom} and {@code badrcptto} (S3, C3, C5): an address, {@code @domain},
 * or a pattern ({@link Wildmat}). Later lines count more. With {@code !} before it a line admits
 * again, with {@code ?} it admits and ends the search; with {@code +} behind it, it refuses all but
 * relay clients.
 */
final class BadAddresses {
  private enum Effect {
    REFUSE,
    REFUSE_STRANGERS,
    ADMIT,
    ADMIT_AT_ONCE
  }

  private record Line(Predicate<String> who, Effect effect) {
    static Line of(String text) {
      if (text.startsWith("?") && text.length() > 1) {
        return new Line(who(text.substring(1)), Effect.ADMIT_AT_ONCE);
      }
      if (text.startsWith("!") && text.length() > 1) {
        return new Line(who(text.substring(1)), Effect.ADMIT);
      }
      return text.endsWith("+")
          ? new Line(who(text.substring(0, text.length() - 1)), Effect.REFUSE_STRANGERS)
          : new Line(who(text), Effect.REFUSE);
    }

    private static Predicate<String> who(String text) {
      String lower = AsciiCase.lower(text);
      Predicate<String> plain =
          text.startsWith("@")
              ? address -> domain(address).equals(lower)
              : address -> AsciiCase.lower(address).equals(lower);
      return Wildmat.isPattern(text) ? plain.or(new Wildmat(text)::matches) : plain;
    }

    /** With its at; empty if there is none. */
    private static String domain(String address) {
      int at = address.lastIndexOf('@');
      return at < 0 ? "" : AsciiCase.lower(address.substring(at));
    }
  }

  private final List<String> source;
  private final List<Line> lines;

  BadAddresses(List<String> source) {
    this.source = source;
    this.lines = source.stream().map(Line::of).toList();
  }

  /** What this was made from. */
  List<String> source() {
    return source;
  }

  /** Whether this address is refused. */
  boolean has(String address, boolean relayClient) {
    boolean bad = false;
    for (Line line : lines) {
      if (!line.who().test(address)) {
        continue;
      }
      switch (line.effect()) {
        case REFUSE -> bad = true;
        case REFUSE_STRANGERS -> bad |= !relayClient;
        case ADMIT -> bad = false;
        case ADMIT_AT_ONCE -> {
          return false;
        }
      }
    }
    return bad;
  }
}
