package org.quoin.queue;

import java.io.IOException;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.delivery.Route;
import org.quoin.queue.Routes.Answer;

/**
 * Finds the address that a local recipient of a classic queue came in with. qmail-send keeps it
 * rewritten, with the prefix of its virtual domain; rewriting it again would put a second prefix
 * before it. So the routers are asked which address they rewrite to this one.
 */
final class Origins {
  private static final int MAX_DASHES = 64;

  private final Routes routes;
  private final List<String> routers;

  Origins(Routes routes, List<String> routers) {
    this.routes = routes;
    this.routers = routers;
  }

  /**
   * @throws IOException if no address leads there, or no router can say now
   */
  Address of(Address local) throws IOException {
    Address candidate = local;
    for (int dashes = 0; dashes <= MAX_DASHES; dashes++) {
      if (leads(candidate, local)) {
        return candidate;
      }
      int dash = candidate.localPart().indexOf('-');
      if (dash < 0) {
        break;
      }
      candidate = new Address(candidate.text().substring(dash + 1));
    }
    throw new IOException(
        local + " was local there and is not here; see control/locals and virtualdomains");
  }

  private boolean leads(Address from, Address to) throws IOException {
    return switch (routes.ask(routers, from)) {
      case Answer.Way way -> isLocal(way.route(), to);
      case Answer.Absent absent ->
          throw new IOException("router not installed: " + absent.router());
      case Answer.Unsure unsure -> throw new IOException(unsure.text().strip());
    };
  }

  private static boolean isLocal(Route route, Address to) {
    return Routed.isLocal(route) && route.recipient().equals(to);
  }
}
