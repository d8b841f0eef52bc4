package org.quoin.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Tenants} of the queues that are there, whose settings are read once for each change. */
final class KnownTenants {
  private volatile Known known = new Known(List.of(), new Tenants(List.of()));

  private record Known(List<Map<String, Object>> queues, Tenants meaning) {}

  /**
   * The id of the instance that claims the domain most closely; empty if none does.
   *
   * @param queues the properties of the queues, in a list that a change replaces
   */
  @SuppressWarnings("ReferenceEquality") // a change of the settings makes another list
  Optional<String> of(List<Map<String, Object>> queues, String domain) {
    Known now = known;
    if (now.queues() != queues) {
      now = new Known(queues, new Tenants(queues));
      known = now;
    }
    return now.meaning().of(domain);
  }
}
