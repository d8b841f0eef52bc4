package org.quoin.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.quoin.codec.AsciiCase;

/**
 * The lines of {@code badmailfrom} and {@code badrcptto} (S3, C3, C5): an address, {@code @domain},
 * or a pattern ({@link Wildmat}). Later lines count more. With {@code !} before it a line admits
 * again, with {@code ?} it admits and ends the search; with {@code +} behind it, it refuses all but
 * relay clients. Lines about senders may ask for the peer's host as well ({@link #ofSenders}).
 */
final class BadAddresses {
  private enum Effect {
    REFUSE,
    ADMIT,
    ADMIT_AT_ONCE
  }

  /** What the lines say of an address. */
  enum Finding {
    BAD,
    GOOD,
    /** Admitted whatever follows, and not to be looked at by related rules either. */
    EXEMPT
  }

  /**
   * What is judged.
   *
   * @param text the address as it came
   * @param host of the peer, lower case; empty = not known
   */
  record Asked(String text, boolean relayClient, Optional<String> host) {
    String lower() {
      return AsciiCase.lower(text);
    }

    /** What is behind the last {@code @}, without capitals. */
    String domain() {
      int at = text.lastIndexOf('@');
      return at < 0 ? "" : lower().substring(at + 1);
    }

    boolean comesFrom(String domain) {
      return host.isPresent() && endsIn(host.get(), domain);
    }
  }

  private record Line(Predicate<Asked> who, Effect effect) {
    static Line of(String text, boolean aboutSenders) {
      if (text.startsWith("?") && text.length() > 1) {
        return new Line(who(text.substring(1)), Effect.ADMIT_AT_ONCE);
      }
      if (text.startsWith("!") && text.length() > 1) {
        return new Line(who(text.substring(1)), Effect.ADMIT);
      }
      return new Line(aboutSenders ? sender(text) : recipient(text), Effect.REFUSE);
    }

    private static Predicate<Asked> recipient(String text) {
      return text.endsWith("+") ? stranger(who(beforeLast(text))) : who(text);
    }

    private static Predicate<Asked> sender(String text) {
      if (text.startsWith("~") && text.length() > 1) {
        String domain = AsciiCase.lower(text.substring(1));
        return stranger(asked -> asked.comesFrom(domain) && !endsIn(asked.domain(), domain));
      }
      if (text.endsWith("-")) {
        return stranger(who(beforeLast(text)).and(asked -> asked.host().isEmpty()));
      }
      if (text.endsWith("=")) {
        return stranger(who(beforeLast(text)).and(asked -> !asked.comesFrom(asked.domain())));
      }
      return recipient(text);
    }

    private static String beforeLast(String text) {
      return text.substring(0, text.length() - 1);
    }

    private static Predicate<Asked> stranger(Predicate<Asked> who) {
      return asked -> !asked.relayClient() && who.test(asked);
    }

    private static Predicate<Asked> who(String text) {
      String lower = AsciiCase.lower(text);
      Predicate<Asked> plain =
          text.startsWith("@")
              ? asked -> asked.text().contains("@") && asked.domain().equals(lower.substring(1))
              : asked -> asked.lower().equals(lower);
      if (!Wildmat.isPattern(text)) {
        return plain;
      }
      Wildmat pattern = new Wildmat(text);
      return plain.or(asked -> pattern.matches(asked.text()));
    }
  }

  private final List<Line> lines;

  private BadAddresses(List<Line> lines) {
    this.lines = lines;
  }

  static BadAddresses ofRecipients(List<String> lines) {
    return new BadAddresses(lines.stream().map(text -> Line.of(text, false)).toList());
  }

  /**
   * With {@code -} behind it a line refuses if the peer's host is not known, with {@code =} unless
   * the host is in the sender's domain; {@code ~domain} refuses hosts of that domain whose sender
   * is not in it. All three leave relay clients out: their hosts are called as they please.
   */
  static BadAddresses ofSenders(List<String> lines) {
    return new BadAddresses(lines.stream().map(text -> Line.of(text, true)).toList());
  }

  private static boolean endsIn(String host, String domain) {
    return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
  }

  Finding find(Asked asked) {
    boolean bad = false;
    for (Line line : lines) {
      if (!line.who().test(asked)) {
        continue;
      }
      switch (line.effect()) {
        case REFUSE -> bad = true;
        case ADMIT -> bad = false;
        case ADMIT_AT_ONCE -> {
          return Finding.EXEMPT;
        }
      }
    }
    return bad ? Finding.BAD : Finding.GOOD;
  }
}
