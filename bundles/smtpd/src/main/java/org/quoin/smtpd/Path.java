package org.quoin.smtpd;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.ControlSyntax;

/**
 * The argument of MAIL or RCPT as qmail reads it (S2): whatever stands between the first {@code <}
 * and the next {@code >}, or else between the colon and the next blank; without source route,
 * quotes and backslashes.
 *
 * @param address bytes as characters, no NUL
 * @param parameters what follows (RFC 5321, 4.1.2: Mail-parameters)
 */
record Path(String address, String parameters) {

  /** Empty if a NUL is in the argument: no address has one, and qmail would cut it short there. */
  static Optional<Path> parse(String argument) {
    if (argument.indexOf(0) >= 0) {
      return Optional.empty();
    }
    int bracket = argument.indexOf('<');
    if (bracket >= 0) {
      return Optional.of(unquote(withoutRoute(argument.substring(bracket + 1)), '>'));
    }
    int colon = argument.indexOf(':');
    String bare = colon < 0 ? "" : argument.substring(colon + 1).replaceFirst("^ +", "");
    return Optional.of(unquote(withoutRoute(bare), ' '));
  }

  /** RFC 5321, appendix C: {@code @one,@two:user@host}. Without a colon nothing is left. */
  private static String withoutRoute(String text) {
    if (!text.startsWith("@")) {
      return text;
    }
    int colon = text.indexOf(':');
    return colon < 0 ? "" : text.substring(colon + 1);
  }

  private static Path unquote(String text, char end) {
    StringBuilder address = new StringBuilder(text.length());
    boolean quoted = false;
    int i = 0;
    for (; i < text.length() && (quoted || text.charAt(i) != end); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c != '\\') {
        address.append(c);
      } else if (++i < text.length()) {
        address.append(text.charAt(i));
      }
    }
    String rest = i < text.length() ? text.substring(i + 1) : "";
    return new Path(address.toString(), rest);
  }

  /** The SIZE parameter (RFC 1870); empty if there is none or it is no number. */
  OptionalLong size() {
    return value("SIZE").map(ControlSyntax::leadingNumber).orElse(OptionalLong.empty());
  }

  /** What stands behind {@code NAME=}; empty if the parameter is not there. */
  Optional<String> value(String name) {
    String start = AsciiCase.lower(name) + "=";
    return words()
        .filter(word -> AsciiCase.lower(word).startsWith(start))
        .map(word -> word.substring(start.length()))
        .findFirst();
  }

  /** Whether the parameter is there, without a value. */
  boolean has(String name) {
    return words().anyMatch(word -> AsciiCase.lower(word).equals(AsciiCase.lower(name)));
  }

  /** Each time the parameter is there, with a value or without, as it is written. */
  List<String> all(String name) {
    String keyword = AsciiCase.lower(name);
    return words().filter(word -> AsciiCase.lower(word.split("=", 2)[0]).equals(keyword)).toList();
  }

  private Stream<String> words() {
    return Arrays.stream(parameters.split(" ", -1));
  }
}
