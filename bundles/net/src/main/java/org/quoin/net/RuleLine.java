package org.quoin.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of access rules: {@code ADDRESS:allow,NAME="value"} or {@code ADDRESS:deny}
 * (tcprules(1)).
 *
 * @param keys one, or more if the address has a range: {@code 1.2.3.7-9}
 */
record RuleLine(List<String> keys, Access access) {
  private static final String DENY = "deny";
  private static final String ALLOW = "allow";
  private static final long MOST_IN_RANGE = 255;

  /**
   * Empty for a line without a colon, which tcprules passes over.
   *
   * @throws IllegalArgumentException if it cannot be parsed, or has a NUL, which no variable of a
   *     program can have
   */
  static Optional<RuleLine> parse(String line) {
    int colon = colon(line);
    if (colon < 0) {
      return Optional.empty();
    }
    if (line.indexOf(0) >= 0) {
      throw unable(line);
    }
    Access access = access(line.substring(colon + 1)).orElseThrow(() -> unable(line));
    return Optional.of(new RuleLine(keys(line, line.substring(0, colon)), access));
  }

  private static IllegalArgumentException unable(String line) {
    return new IllegalArgumentException("unable to parse this line: " + line);
  }

  /** The first one, unless that is in an IPv6 address. */
  private static int colon(String line) {
    for (int colon = line.indexOf(':'); colon >= 0; colon = line.indexOf(':', colon + 1)) {
      String rest = line.substring(colon + 1);
      boolean isEnd = rest.startsWith(DENY) || rest.startsWith(ALLOW);
      if (isEnd && Network.parse(line.substring(0, colon)).isPresent()) {
        return colon;
      }
    }
    return line.indexOf(':');
  }

  /** Empty if it cannot be parsed. */
  private static Optional<Access> access(String text) {
    boolean deny = text.startsWith(DENY);
    if (!deny && !text.startsWith(ALLOW)) {
      return Optional.empty();
    }
    return variables(text.substring(deny ? DENY.length() : ALLOW.length()))
        .map(each -> new Access(!deny, deny ? Map.of() : each));
  }

  /** Of {@code ,NAME="value",NAME="value"}; empty if it cannot be parsed. */
  static Optional<Map<String, String>> variables(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    String rest = text;
    while (!rest.isEmpty()) {
      int equals = rest.indexOf('=');
      boolean isSet = rest.startsWith(",") && !rest.startsWith(",!");
      if (!isSet || equals < 0 || equals + 1 == rest.length()) {
        return Optional.empty();
      }
      int end = rest.indexOf(rest.charAt(equals + 1), equals + 2);
      if (end < 0) {
        return Optional.empty();
      }
      variables.put(rest.substring(1, equals), rest.substring(equals + 2, end));
      rest = rest.substring(end + 1);
    }
    return Optional.of(variables);
  }

  /** With the first range spelled out; a second one stands for itself, as in tcprules. */
  private static List<String> keys(String line, String address) {
    boolean isNumber = !address.contains("=") && !address.contains("@");
    if (isNumber && address.contains("/") && Network.parse(address).isEmpty()) {
      throw unable(line);
    }
    int hyphen = address.indexOf('-');
    if (hyphen < 0 || !isNumber) {
      return List.of(address);
    }
    int start = address.lastIndexOf('.', hyphen) + 1;
    int dot = address.indexOf('.', hyphen);
    int end = dot < 0 ? address.length() : dot;
    long first = number(line, address.substring(start, hyphen));
    long last = Math.min(number(line, address.substring(hyphen + 1, end)), MOST_IN_RANGE);
    List<String> keys = new ArrayList<>();
    for (long each = first; each <= last; each++) {
      keys.add(address.substring(0, start) + each + address.substring(end));
    }
    return keys;
  }

  private static long number(String line, String digits) {
    if (!digits.matches("\\d{1,9}")) {
      throw unable(line);
    }
    return Long.parseLong(digits);
  }
}
