package org.quoin.queue;

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
    return Signpost.BOUNCES
        .obstacle(own, views)
        .<Target>map(Target.Nowhere::new)
        .orElseGet(
            () -> new Target.Only(own.hasNumber(named.get()) ? own.id() : target(own, views)));
  }

  private static String target(Settings own, List<Fleet.View> views) {
    return Signpost.BOUNCES.target(own, views).orElseThrow();
  }

  private static boolean isNamedBySomeone(Settings own, List<Fleet.View> views) {
    return views.stream()
        .flatMap(view -> view.settings().stream())
        .anyMatch(other -> other.bounces().queue().filter(own::hasNumber).isPresent());
  }
}
