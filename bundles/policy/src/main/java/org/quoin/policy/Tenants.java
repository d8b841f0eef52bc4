package org.quoin.policy;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.quoin.api.queue.MailQueue;
import org.quoin.codec.DomainPatterns;

/** To which queue instance a domain belongs, as the settings of those that are there say. */
final class Tenants {
  private final List<Tenant> all = new ArrayList<>();

  private record Tenant(String id, DomainPatterns domains) {}

  /**
   * @param queues the properties of the {@link MailQueue} services
   */
  Tenants(List<Map<String, Object>> queues) {
    for (Map<String, Object> queue : queues) {
      String id = String.valueOf(queue.get(MailQueue.ID_PROPERTY));
      Object domains = queue.getOrDefault(MailQueue.SETTING_PREFIX + "domains", "");
      all.add(new Tenant(id, DomainPatterns.parse(joined(domains))));
    }
  }

  /** Typed configurations have lists where plain ones have commas. */
  private static String joined(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    return value.getClass().isArray()
        ? IntStream.range(0, Array.getLength(value))
            .mapToObj(i -> String.valueOf(Array.get(value, i)))
            .collect(Collectors.joining(","))
        : value.toString();
  }

  /** The id of the instance that claims it most closely; empty if none does. */
  Optional<String> of(String domain) {
    int best = -1;
    Optional<String> found = Optional.empty();
    for (Tenant tenant : all) {
      int closeness = tenant.domains().specificity(domain);
      if (closeness > best) {
        best = closeness;
        found = Optional.of(tenant.id());
      }
    }
    return found;
  }
}
