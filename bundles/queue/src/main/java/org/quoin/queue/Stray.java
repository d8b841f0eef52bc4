package org.quoin.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.queue.QueueStore;

/**
 * Mail of an id that lies where no instance looks for it. It stays there until the configuration
 * comes back that names this store, or it is moved.
 *
 * @param store that holds it
 * @param configured the store that the instance of this id works on; empty if there is no instance
 */
record Stray(String queue, String store, long messages, Optional<String> configured) {

  /** All there are in the stores that are here. */
  static List<Stray> all(Plugins<QueueStore> stores, List<Fleet.View> views) {
    Map<String, String> homes = new HashMap<>();
    views.forEach(
        view -> view.settings().ifPresent(s -> homes.putIfAbsent(s.id(), s.plugins().store())));
    List<Stray> strays = new ArrayList<>();
    for (String name : stores.names()) {
      Map<String, Long> counts =
          stores.find(name).map(gate -> gate.target().counts()).orElse(Map.of());
      counts.forEach(
          (queue, messages) -> {
            @Nullable String home = homes.get(queue);
            if (messages > 0 && !name.equals(home)) {
              strays.add(new Stray(queue, name, messages, Optional.ofNullable(home)));
            }
          });
    }
    return strays;
  }

  /** What is wrong, for people. */
  String reason() {
    return configured
        .map(home -> "in store " + store + ", but the queue works on store " + home)
        .orElse("no configuration; in store " + store);
  }
}
