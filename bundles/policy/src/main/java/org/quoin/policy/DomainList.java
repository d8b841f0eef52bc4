package org.quoin.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.quoin.codec.AsciiCase;

/**
 * The entries of {@code rcpthosts} (S4): {@code host} is that domain, {@code .suffix} whatever ends
 * so. Letter case never counts. Immutable.
 */
final class DomainList {
  private final List<String> source;
  private final Set<String> entries = new HashSet<>();

  DomainList(List<String> source) {
    this.source = source;
    source.forEach(entry -> entries.add(AsciiCase.lower(entry)));
  }

  /** The lines that this was made from. */
  List<String> source() {
    return source;
  }

  /** Whether the domain, or any end of it that begins with a dot, is an entry. */
  boolean has(String domain) {
    String name = AsciiCase.lower(domain);
    if (name.isEmpty()) {
      return false;
    }
    if (entries.contains(name)) {
      return true;
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      if (entries.contains(name.substring(dot))) {
        return true;
      }
    }
    return false;
  }
}
