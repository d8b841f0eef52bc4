package org.quoin.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Constants;
import org.quoin.api.PluginName;

/**
 * The plugins of one kind that are here now, by name. Of several with one name the highest ranking
 * is used, so that a new one can come before the old one goes.
 */
final class Plugins<T> {
  private record Entry<T>(String name, int ranking, long serviceId, Gate<T> gate) {}

  private static final Comparator<Entry<?>> BEST_FIRST =
      Comparator.<Entry<?>>comparingInt(Entry::ranking)
          .reversed()
          .thenComparingLong(Entry::serviceId);

  private final List<Entry<T>> entries = new CopyOnWriteArrayList<>();

  /**
   * @return its name; a plugin without one can never be asked for
   */
  Optional<String> add(T plugin, Map<String, ?> properties) {
    if (!(properties.get(PluginName.PROPERTY) instanceof String name)) {
      return Optional.empty();
    }
    int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer i ? i : 0;
    long id = properties.get(Constants.SERVICE_ID) instanceof Long l ? l : 0;
    entries.add(new Entry<>(name, ranking, id, new Gate<>(plugin)));
    return Optional.of(name);
  }

  /** Forgets the plugin and waits for the calls that still run in it. */
  void remove(T plugin, Duration limit) {
    List<Entry<T>> gone = new ArrayList<>();
    for (Entry<T> entry : entries) {
      if (entry.gate().leadsTo(plugin)) {
        gone.add(entry);
      }
    }
    entries.removeAll(gone);
    gone.forEach(entry -> entry.gate().close(limit));
  }

  Optional<Gate<T>> find(String name) {
    return entries.stream()
        .filter(entry -> entry.name().equals(name))
        .min(BEST_FIRST)
        .map(Entry::gate);
  }

  /** All names, each once. */
  List<String> names() {
    return entries.stream().map(Entry::name).distinct().sorted().toList();
  }

  boolean has(String name) {
    return entries.stream().anyMatch(entry -> entry.name().equals(name));
  }
}
