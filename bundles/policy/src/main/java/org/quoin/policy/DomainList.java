package org.quoin.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.quoin.codec.AsciiCase;

/**
 * The entries of {@code rcpthosts} (S4): {@code host} is that domain, {@code .suffix} whatever ends
 * so. Letter case never counts. Immutable.
 */
final class DomainList {
  private final Set<String> entries = new HashSet<>();

  DomainList(List<String> source) {
    source.forEach(entry -> entries.add(AsciiCase.lower(entry)));
  }

  /** Whether the domain, or any end of it that begins with a dot, is an entry. */
  boolean has(String domain) {
    return keys(domain).stream().anyMatch(entries::contains);
  }

  /** The entries that a domain may be listed by, as qmail tries them; none for the empty domain. */
  static List<String> keys(String domain) {
    String name = AsciiCase.lower(domain);
    List<String> keys = new ArrayList<>();
    if (!name.isEmpty()) {
      keys.add(name);
      for (int dot = name.indexOf('.', 1); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        keys.add(name.substring(dot));
      }
    }
    return keys;
  }
}
