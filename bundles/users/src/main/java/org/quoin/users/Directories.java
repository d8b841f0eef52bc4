package org.quoin.users;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.PluginName;
import org.quoin.api.user.UserDirectory;

/**
 * The user directories as the local transport asks them: in the order of its setting, each by its
 * name; of several with one name the one with the highest ranking.
 *
 * @param order names
 * @param present the services that are there, with their properties, in ascending ranking
 */
record Directories(
    List<String> order, List<Map.Entry<Map<String, Object>, UserDirectory>> present) {
  /** A setting of the local transport, which is a property of its service too. */
  static final String SETTING = "directories";

  /**
   * @param transport the properties of the local transport
   */
  static Directories of(
      Map<String, Object> transport, List<Map.Entry<Map<String, Object>, UserDirectory>> present) {
    String names = String.valueOf(transport.getOrDefault(SETTING, ""));
    List<String> order =
        Arrays.stream(names.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
    return new Directories(order, present);
  }

  Optional<UserDirectory> named(String name) {
    return present.stream()
        .filter(each -> name.equals(each.getKey().get(PluginName.PROPERTY)))
        .map(Map.Entry::getValue)
        .reduce((lower, higher) -> higher);
  }
}
