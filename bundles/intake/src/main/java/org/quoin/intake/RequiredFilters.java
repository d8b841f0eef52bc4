package org.quoin.intake;

import java.util.List;
import java.util.stream.Stream;
import org.quoin.api.intake.Session;

/**
 * Names of the filters without which no mail is taken.
 *
 * @param always whatever the mail's origin
 * @param network for mail of strangers: these and the one that keeps them from relaying
 */
record RequiredFilters(List<String> always, List<String> network) {
  private static final String NONE = "none";

  /**
   * @param relayCheck the filter that keeps strangers from relaying; {@code none} if there is none
   */
  static RequiredFilters of(List<String> always, String relayCheck) {
    String name = relayCheck.strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("relay.check must name a filter, or be none");
    }
    Stream<String> check = name.equals(NONE) ? Stream.of() : Stream.of(name);
    return new RequiredFilters(
        List.copyOf(always), Stream.concat(always.stream(), check).distinct().toList());
  }

  List<String> of(Session.Origin origin) {
    return origin == Session.Origin.NETWORK ? network : always;
  }
}
