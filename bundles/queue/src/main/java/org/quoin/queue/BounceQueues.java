package org.quoin.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says by which instance the bounces of another one leave, as qmail's route {@code !@} did (X4). An
 * instance by which others' bounces leave keeps its own, unless it names another one itself.
 */
final class BounceQueues {
  /** Where a bounce belongs. */
  sealed interface Target {
    /** Wherever other mail for its recipient does. */
    record ByRecipient() implements Target {}

    /** Into this instance and no other. */
    record Only(String id) implements Target {}

    /**
     * Nowhere just now.
     *
     * @param reason for the operator
     */
    record Nowhere(String reason) implements Target {}
  }

  private final Supplier<List<Fleet.View>> instances;

  BounceQueues(Supplier<List<Fleet.View>> instances) {
    this.instances = instances;
  }

  Target of(Settings own) {
    List<Fleet.View> views = instances.get();
    Optional<String> named = own.bounces().queue();
    if (named.isEmpty()) {
      return isNamedBySomeone(own, views) ? new Target.Only(own.id()) : new Target.ByRecipient();
    }
    return own.hasNumber(named.get())
        ? new Target.Only(own.id())
        : through(named.get(), own, views);
  }

  private static Target through(String named, Settings own, List<Fleet.View> views) {
    Optional<String> circle = circle(own, views);
    if (circle.isPresent()) {
      return nowhere(named, circle.get());
    }
    return find(named, views)
        .map(view -> through(view, named))
        .orElseGet(() -> nowhere(named, "there is no such queue"));
  }

  private static boolean isNamedBySomeone(Settings own, List<Fleet.View> views) {
    return views.stream()
        .flatMap(view -> view.settings().stream())
        .anyMatch(other -> other.bounces().queue().filter(own::hasNumber).isPresent());
  }

  private static Target through(Fleet.View view, String named) {
    Settings settings = view.settings().orElseThrow();
    if (settings.state() == Settings.State.DOWN) {
      return nowhere(named, "that queue is down");
    }
    return view.queue().isPresent()
        ? new Target.Only(settings.id())
        : nowhere(named, "that queue is not up: " + view.problem());
  }

  private static Target nowhere(String named, String reason) {
    return new Target.Nowhere("bounce.queue " + named + ": " + reason);
  }

  /** The way back to an instance that was passed before; empty if there is none. */
  private static Optional<String> circle(Settings own, List<Fleet.View> views) {
    List<String> passed = new ArrayList<>();
    Optional<Settings> next = Optional.of(own);
    while (next.isPresent()) {
      Settings here = next.get();
      boolean again = passed.contains(here.id());
      passed.add(here.id());
      if (again) {
        return Optional.of("bounces would go round in a circle, " + String.join(" -> ", passed));
      }
      next =
          here.bounces()
              .queue()
              .filter(id -> !here.hasNumber(id))
              .flatMap(id -> find(id, views))
              .flatMap(Fleet.View::settings);
    }
    return Optional.empty();
  }

  private static Optional<Fleet.View> find(String id, List<Fleet.View> views) {
    return views.stream()
        .filter(view -> view.settings().filter(s -> s.hasNumber(id)).isPresent())
        .max(Comparator.comparing(view -> view.queue().isPresent()));
  }
}
