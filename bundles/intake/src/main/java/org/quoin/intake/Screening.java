package org.quoin.intake;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The filters of one draft: those of all mail, and those that the instance of its recipients names
 * (ADR 15). The first recipient decides which these are. One whose instance names others would need
 * a verdict of its own on the message, and there is only one answer for all: the peer must send to
 * it separately.
 */
final class Screening {
  private static final String OTHERS = "its queue has other filters than those before";

  private final FilterChain all;
  private final FilterChain common;
  private final Set<String> own;
  private @Nullable Set<String> chosen;

  /**
   * @param own names of the filters that some instance names
   */
  Screening(FilterChain all, Set<String> own) {
    this.all = all;
    this.own = own;
    this.common = own.isEmpty() ? all : all.without(own);
  }

  /** The filters of all mail. */
  FilterChain common() {
    return common;
  }

  /** Whether some instance wants more than the filters of all mail. */
  boolean dependsOnInstance() {
    return !own.isEmpty();
  }

  /** What an instance wants beside the filters of all mail. */
  Set<String> wanted(Instance instance) {
    return instance.filters().stream()
        .filter(name -> !all.isForAll(name) && !all.isSkipped(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Why a recipient of an instance with these filters cannot be taken. */
  Optional<No> against(Set<String> wanted) {
    if (chosen != null && !chosen.equals(wanted)) {
      return Optional.of(new No(OTHERS, Replies.SEPARATELY));
    }
    return all.missing(wanted)
        .map(name -> No.later("filter " + name + " is not installed or not ready"));
  }

  /** The filters of these names. */
  FilterChain only(Set<String> wanted) {
    return all.only(wanted);
  }

  /** A recipient of an instance with these filters is taken. */
  void choose(Set<String> wanted) {
    chosen = wanted;
  }

  /** Whether the message passes just the filters that this instance wants. */
  boolean suits(Instance instance) {
    return wanted(instance).equals(chosen == null ? Set.of() : chosen);
  }

  /** All that the message must pass, in order. */
  FilterChain complete() {
    if (chosen == null || chosen.isEmpty()) {
      return common;
    }
    Set<String> others = new HashSet<>(own);
    others.removeAll(chosen);
    return all.without(others);
  }
}
