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

  /** An address as it came, and without capitals. */
  private record Asked(String text, String lower) {
    boolean isIn(String domain) {
      int at = lower.lastIndexOf('@');
      return at >= 0 && lower.substring(at).equals(domain);
    }
  }

  private record Line(Predicate<Asked> who, Effect effect) {
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

    private static Predicate<Asked> who(String text) {
      String lower = AsciiCase.lower(text);
      Predicate<Asked> plain =
          text.startsWith("@") ? asked -> asked.isIn(lower) : asked -> asked.lower().equals(lower);
      if (!Wildmat.isPattern(text)) {
        return plain;
      }
      Wildmat pattern = new Wildmat(text);
      return plain.or(asked -> pattern.matches(asked.text()));
    }
  }

  private final List<Line> lines;

  BadAddresses(List<String> lines) {
    this.lines = lines.stream().map(Line::of).toList();
  }

  /** What the lines say of an address. */
  enum Finding {
    BAD,
    GOOD,
    /** Admitted whatever follows, and not to be looked at by related rules either. */
    EXEMPT
  }

  /** Whether this address is refused. */
  boolean has(String address, boolean relayClient) {
    return find(address, relayClient) == Finding.BAD;
  }

  Finding find(String address, boolean relayClient) {
    Asked asked = new Asked(address, AsciiCase.lower(address));
    boolean bad = false;
    for (Line line : lines) {
      if (!line.who().test(asked)) {
        continue;
      }
      switch (line.effect()) {
        case REFUSE -> bad = true;
        case REFUSE_STRANGERS -> bad |= !relayClient;
        case ADMIT -> bad = false;
        case ADMIT_AT_ONCE -> {
          return Finding.EXEMPT;
        }
      }
    }
    return bad ? Finding.BAD : Finding.GOOD;
  }
}
