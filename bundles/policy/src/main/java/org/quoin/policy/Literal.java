package org.quoin.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as text, of which none is ever looked up as a name. */
final class Literal {
  private static final Pattern FOUR = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private Literal() {}

  /** An IPv4 or IPv6 address; what is behind {@code %} names an interface and does not count. */
  static Optional<InetAddress> address(String text) {
    int percent = text.indexOf('%');
    String bare = percent < 0 ? text : text.substring(0, percent);
    if (!FOUR.matcher(bare).matches() && !SIX.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether this stands where a domain may and is an address, {@code [192.0.2.1]} (RFC 5321). */
  static boolean isLiteral(String domain) {
    if (!domain.startsWith("[") || !domain.endsWith("]")) {
      return false;
    }
    String inner = domain.substring(1, domain.length() - 1);
    return address(inner.regionMatches(true, 0, "IPv6:", 0, 5) ? inner.substring(5) : inner)
        .isPresent();
  }
}
