package org.quoin.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.quoin.api.intake.Session;

/**
 * Names of the filters without which no mail is taken.
 *
 * @param always whatever the mail's origin
 * @param relayCheck for mail of strangers too: keeps them from relaying; at most one
 */
record RequiredFilters(List<String> always, Optional<String> relayCheck) {
  private static final String NONE = "none";

  /**
   * @param relayCheck the filter that keeps strangers from relaying; {@code none} if there is none
   */
  static RequiredFilters of(List<String> always, String relayCheck) {
    String name = relayCheck.strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("relay.check must name a filter, or be none");
    }
    return new RequiredFilters(
        List.copyOf(always), Optional.of(name).filter(check -> !check.equals(NONE)));
  }

  /** For mail of strangers. */
  List<String> network() {
    return Stream.concat(always.stream(), relayCheck.stream()).distinct().toList();
  }

  /** Without these, but for the one that keeps strangers from relaying. */
  RequiredFilters without(Set<String> names) {
    return new RequiredFilters(
        always.stream().filter(name -> !isDispensable(name, names)).toList(), relayCheck);
  }

  /** Whether a filter may be left out because it is one of these. */
  boolean isDispensable(String name, Set<String> names) {
    return names.contains(name) && !relayCheck.equals(Optional.of(name));
  }

  List<String> of(Session.Origin origin) {
    return origin == Session.Origin.NETWORK ? network() : always;
  }
}
