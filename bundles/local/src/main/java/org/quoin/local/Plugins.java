package org.quoin.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.PluginName;

/**
 * The services that are there now, with their properties, in ascending ranking. Choosing by name
 * calls none of their code.
 */
record Plugins<T>(List<Map.Entry<Map<String, Object>, T>> present) {
  /** The plugin of this name; of several the one with the highest ranking. */
  Optional<T> named(String name) {
    return present.stream()
        .filter(each -> name.equals(each.getKey().get(PluginName.PROPERTY)))
        .map(Map.Entry::getValue)
        .reduce((lower, higher) -> higher);
  }
}
