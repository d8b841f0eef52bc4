package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Makes instances and changes their settings, for good, and waits until that counts. */
final class Steering {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Fleet fleet;
  private final Configurations configurations;

  Steering(Fleet fleet, Configurations configurations) {
    this.fleet = fleet;
    this.configurations = configurations;
  }

  /**
   * Refuses what cannot be an instance beside those that there are.
   *
   * @throws IllegalArgumentException if a setting is wrong, or leads in a circle
   * @throws IllegalStateException if the id is taken
   */
  Settings check(Map<String, String> map) throws IOException {
    Settings settings = Settings.of(map);
    configurations.requireFree(settings.id());
    for (Fleet.View view : fleet.views()) {
      if (view.settings().filter(s -> s.hasNumber(settings.id())).isPresent()) {
        throw new IllegalStateException("queue " + view.settings().get().id() + " exists already");
      }
    }
    Signpost.ALL.forEach(signpost -> signpost.refuseCircle(settings, fleet.views()));
    return settings;
  }

  /** Makes an instance; it is up on return. */
  Settings create(Map<String, String> map) throws IOException {
    Settings settings = configure(map);
    awaitUp(settings.id());
    return settings;
  }

  /** Makes an instance's configuration and file. */
  Settings configure(Map<String, String> map) throws IOException {
    Settings settings = check(map);
    configurations.create(settings.id(), map);
    return settings;
  }

  /**
   * @throws IllegalStateException if the instance does not come up; it stays configured
   */
  void awaitUp(String id) {
    if (!fleet.await(f -> f.find(id).flatMap(Fleet.View::queue).isPresent(), PATIENCE)) {
      String problem = fleet.find(id).map(Fleet.View::problem).orElse("not noticed yet");
      throw new IllegalStateException("queue " + id + " is configured, but not up: " + problem);
    }
  }

  /** Changes settings of an instance, which has taken them on return. */
  void change(String id, Map<String, String> changes) throws IOException {
    Settings wanted =
        configurations.change(
            id,
            changes,
            settings -> {
              fleet.check(settings);
              refuseCircles(settings, changes);
            });
    boolean heard =
        fleet.await(
            f -> f.find(id).flatMap(Fleet.View::settings).filter(wanted::equals).isPresent(),
            PATIENCE);
    if (!heard) {
      throw new IllegalStateException("queue " + id + " has not taken its new settings yet");
    }
  }

  /** A circle that is there already, made by hand, is no reason to refuse other changes. */
  private void refuseCircles(Settings settings, Map<String, String> changes) {
    Signpost.ALL.stream()
        .filter(signpost -> changes.containsKey(signpost.key()))
        .forEach(signpost -> signpost.refuseCircle(settings, fleet.views()));
  }

  /** Takes an instance away as if it had never been made. */
  void undo(String id) throws IOException {
    configurations.delete(id);
    fleet.await(f -> f.find(id).isEmpty(), PATIENCE);
  }
}
