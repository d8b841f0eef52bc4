package org.quoin.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.quoin.codec.ControlSyntax;

/**
 * Who listens where on the host of a classic QMQ installation: an instance on the first port plus
 * its id, decimal (T3, T7), the primary on the ports of SMTP and QMTP.
 *
 * @param ids of the instances by their ports
 * @param hosts names and addresses of the host itself
 */
record SitePorts(Map<Integer, String> ids, Set<String> hosts) {
  static final String PRIMARY = "primary";

  private static final int FIRST = 1000;
  private static final Set<Integer> PRIMARY_PORTS = Set.of(25, 209);
  private static final Set<String> LOCAL = Set.of("localhost", "::1", "0", "0.0.0.0", "::");

  static SitePorts of(ConfQmq conf, ClassicSite site, Findings findings) {
    String text = conf.variables().getOrDefault("SKELETON_PORT", Integer.toString(FIRST));
    int first = FIRST;
    if (text.matches("[0-9]{1,5}")) {
      first = Integer.parseInt(text);
    } else {
      findings.refuse("SKELETON_PORT=" + text + " is no port");
    }
    Map<Integer, String> ids = new LinkedHashMap<>();
    Set<String> hosts = new TreeSet<>();
    for (ConfQmq.Entry entry : conf.entries()) {
      long port = first + Long.parseLong(entry.id());
      if (port <= 65_535) {
        ids.put((int) port, entry.id());
      }
      hosts.add(entry.ip());
    }
    hosts.add(ControlSyntax.firstLine(site.primary().getOrDefault("me", "")));
    hosts.remove("");
    return new SitePorts(ids, hosts);
  }

  /** Where a route leads on this host: an id or the primary; empty if to neither. */
  Optional<String> target(RouteLine route) {
    if (!isHere(route.host())) {
      return Optional.empty();
    }
    OptionalInt port = route.port();
    if (port.isEmpty() || PRIMARY_PORTS.contains(port.getAsInt())) {
      return Optional.of(PRIMARY);
    }
    return Optional.ofNullable(ids.get(port.getAsInt()));
  }

  boolean isHere(String host) {
    return LOCAL.contains(host) || host.startsWith("127.") || hosts.contains(host);
  }
}
