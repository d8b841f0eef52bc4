package org.quoin.policy;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.quoin.codec.DomainPatterns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** To which queue instance a domain belongs, as the configurations say. */
final class Tenants {
  private static final Logger LOG = LoggerFactory.getLogger(Tenants.class);
  private static final Pattern ID = Pattern.compile("[0-9]+");

  private final List<Tenant> all = new ArrayList<>();

  private record Tenant(String id, DomainPatterns domains) {}

  /**
   * @param queues the records of the instances; one that no instance is made from claims nothing
   */
  Tenants(List<Map<String, Object>> queues) {
    for (Map<String, Object> queue : queues) {
      String id = String.valueOf(queue.getOrDefault("id", ""));
      if (ID.matcher(id).matches()) {
        add(id, joined(queue.getOrDefault("domains", "")));
      }
    }
  }

  private void add(String id, String domains) {
    try {
      all.add(new Tenant(id, DomainPatterns.parse(domains)));
    } catch (IllegalArgumentException e) {
      LOG.debug("instance {} takes no mail", id, e);
    }
  }

  Set<String> ids() {
    return all.stream().map(Tenant::id).collect(Collectors.toSet());
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
