package org.quoin.queue;

import java.time.Instant;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.delivery.Route;

/** A route and when it was asked for: it is asked for again if the delivery starts later. */
record Routed(Route route, Instant at) {
  private static final long FRESH_SECONDS = 1;

  /** All that is remembered of a way while it waits for room: it is asked for again. */
  static Routed waiting(Route route) {
    Route rest =
        new Route(route.transport(), new Address(""), Optional.empty(), route.destination(), "");
    return new Routed(rest, Instant.EPOCH);
  }

  /** Whether its transport is the one that the local limit is for. */
  static boolean isLocal(Route route) {
    return route.transport().equals(Route.LOCAL);
  }

  boolean isFresh(Instant now) {
    return now.isBefore(at.plusSeconds(FRESH_SECONDS));
  }
}
