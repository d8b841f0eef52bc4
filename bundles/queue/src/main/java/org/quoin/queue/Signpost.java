package org.quoin.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting by which an instance names another one: for its bounces, or for all new mail of its
 * domains (X4). Says what keeps mail from going there, and finds circles (X5).
 *
 * @param key of the setting
 * @param named what it says
 */
record Signpost(String key, Function<Settings, Optional<String>> named) {
  static final Signpost BOUNCES = new Signpost("bounce.queue", own -> own.bounces().queue());
  static final Signpost REDIRECT = new Signpost("redirect", own -> own.door().redirect());

  /** All that there are. */
  static final List<Signpost> ALL = List.of(BOUNCES, REDIRECT);

  /**
   * Refuses settings with which mail would go round in a circle.
   *
   * @param views all instances, this one perhaps with its old settings
   * @throws IllegalArgumentException that names the circle
   */
  void refuseCircle(Settings wanted, List<Fleet.View> views) {
    Optional<String> circle = circle(wanted, views);
    if (circle.isPresent()) {
      throw new IllegalArgumentException(said(wanted) + circle.get());
    }
  }

  /** Why mail cannot go to the instance that is named just now; empty if it can, or none is. */
  Optional<String> obstacle(Settings own, List<Fleet.View> views) {
    Optional<String> other = named.apply(own).filter(id -> !own.hasNumber(id));
    return other
        .flatMap(id -> circle(own, views).or(() -> obstacle(find(id, views))))
        .map(reason -> said(own) + reason);
  }

  /** The instance that is named, with its own way of writing the id. */
  Optional<String> target(Settings own, List<Fleet.View> views) {
    return named.apply(own).flatMap(id -> settings(id, views)).map(Settings::id);
  }

  private String said(Settings own) {
    return key + " " + named.apply(own).orElse("") + ": ";
  }

  private static Optional<String> obstacle(Optional<Fleet.View> view) {
    if (view.isEmpty()) {
      return Optional.of("there is no such queue");
    }
    if (view.get().settings().filter(s -> s.state() == Settings.State.DOWN).isPresent()) {
      return Optional.of("that queue is down");
    }
    return view.get().queue().isPresent()
        ? Optional.empty()
        : Optional.of("that queue is not up: " + view.get().problem());
  }

  /** The way back to an instance that was passed before; empty if there is none. */
  private Optional<String> circle(Settings own, List<Fleet.View> views) {
    List<String> passed = new ArrayList<>();
    Optional<Settings> next = Optional.of(own);
    while (next.isPresent()) {
      Settings here = next.get();
      boolean again = passed.stream().anyMatch(here::hasNumber);
      passed.add(here.id());
      if (again) {
        return Optional.of(
            (this.equals(BOUNCES) ? "bounces" : "mail")
                + " would go round in a circle, "
                + String.join(" -> ", passed));
      }
      next =
          named
              .apply(here)
              .filter(id -> !here.hasNumber(id))
              .flatMap(id -> own.hasNumber(id) ? Optional.of(own) : settings(id, views));
    }
    return Optional.empty();
  }

  private static Optional<Settings> settings(String id, List<Fleet.View> views) {
    return find(id, views).flatMap(Fleet.View::settings);
  }

  private static Optional<Fleet.View> find(String id, List<Fleet.View> views) {
    return views.stream()
        .filter(view -> view.settings().filter(s -> s.hasNumber(id)).isPresent())
        .max(Comparator.comparing(view -> view.queue().isPresent()));
  }
}
