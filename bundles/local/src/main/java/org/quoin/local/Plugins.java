package org.quoin.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /**
   * The names of all, each with the settings of the one that {@link #named} gives. What the
   * container itself says of a service is left out: it is another number at every start.
   *
   * @param more settings of each
   */
  Map<String, Map<String, String>> settings(Map<String, String> more) {
    Map<String, Map<String, String>> settings = new TreeMap<>();
    for (Map.Entry<Map<String, Object>, T> plugin : present) {
      if (plugin.getKey().get(PluginName.PROPERTY) instanceof String name) {
        Map<String, String> own = new TreeMap<>(more);
        plugin.getKey().forEach((key, value) -> addSetting(own, key, value));
        settings.put(name, own);
      }
    }
    return settings;
  }

  private static void addSetting(Map<String, String> settings, String key, Object value) {
    boolean containers =
        key.startsWith("service.") || key.startsWith("component.") || key.startsWith("felix.");
    if (!containers
        && (value instanceof String || value instanceof Number || value instanceof Boolean)) {
      settings.put(key, value.toString());
    }
  }
}
