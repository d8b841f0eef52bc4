package org.quoin.queue;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of qmail's smtproutes or qmtproutes: {@code domain:host;port} or {@code
 * domain:host:port} (T4).
 *
 * @param domain as in the file: {@code a.example}, {@code .a.example}, empty for all, {@code !@}
 *     for bounces
 * @param host without brackets; empty if the domain's own hosts are meant
 */
record RouteLine(String domain, String host, OptionalInt port) {
  static final String BOUNCES = "!@";

  private static final Pattern LINE = Pattern.compile("([^:\\s]*):(\\S*)");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  /**
   * @throws IllegalArgumentException if it is no such line
   */
  static RouteLine of(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("is no route domain:host;port");
    }
    String relay = parts.group(2);
    int credentials = relay.indexOf('|'); // of SPAMCONTROL, for the relay
    return of(parts.group(1), credentials < 0 ? relay : relay.substring(0, credentials));
  }

  /** A semicolon is always before a port; a colon if digits follow and no IPv6 address goes on. */
  private static RouteLine of(String domain, String relay) {
    int semicolon = relay.indexOf(';');
    if (semicolon >= 0) {
      return route(domain, relay.substring(0, semicolon), relay.substring(semicolon + 1));
    }
    int colon = relay.lastIndexOf(':');
    String before = relay.substring(0, Math.max(colon, 0));
    boolean isAddress = before.contains(":") && !before.endsWith("]");
    boolean hasPort = colon >= 0 && !isAddress && !relay.endsWith("]");
    return hasPort
        ? route(domain, before, relay.substring(colon + 1))
        : new RouteLine(domain, bare(relay), OptionalInt.empty());
  }

  private static RouteLine route(String domain, String host, String port) {
    if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("has a port that is no number from 0 to 65535");
    }
    return new RouteLine(domain, bare(host), OptionalInt.of(Integer.parseInt(port)));
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The pattern of domains that it is for; not for bounces. */
  String pattern() {
    return domain.isEmpty() ? "*" : domain;
  }
}
