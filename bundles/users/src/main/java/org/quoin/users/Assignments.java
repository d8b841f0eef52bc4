package org.quoin.users;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.quoin.api.user.Account;
import org.quoin.codec.AsciiCase;

/**
 * What {@code users/assign} says, parsed and immutable: exact names before wildcards, the longest
 * wildcard before shorter ones (U1, U2). Keys are in lower case.
 */
final class Assignments {
  private final Map<String, Assigned> exact;
  private final Map<String, Assigned> wildcards;
  private final int longestWildcard;

  Assignments(Map<String, Assigned> exact, Map<String, Assigned> wildcards) {
    this.exact = Map.copyOf(exact);
    this.wildcards = Map.copyOf(wildcards);
    this.longestWildcard = wildcards.keySet().stream().mapToInt(String::length).max().orElse(-1);
  }

  /**
   * @throws IOException if the line that decides has an account that cannot be used now
   */
  Optional<Account> find(String local) throws IOException {
    String key = AsciiCase.lower(local);
    Assigned assigned = exact.get(key);
    return assigned != null ? Optional.of(assigned.account("")) : byWildcard(local, key);
  }

  boolean names(String local) {
    return exact.containsKey(AsciiCase.lower(local));
  }

  /** Exact and wildcard accounts that can be used, in no particular order. */
  List<Account> accounts() {
    return all(Assigned.Known.class).map(Assigned.Known::base).toList();
  }

  /** What is wrong with the accounts that cannot be used. */
  List<String> troubles() {
    return all(Assigned.Unnameable.class).map(Assigned.Unnameable::trouble).toList();
  }

  private <T extends Assigned> Stream<T> all(Class<T> kind) {
    return Stream.concat(exact.values().stream(), wildcards.values().stream())
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  private Optional<Account> byWildcard(String local, String key) throws IOException {
    for (int length = Math.min(key.length(), longestWildcard); length >= 0; length--) {
      Assigned assigned = wildcards.get(key.substring(0, length));
      if (assigned != null) {
        return Optional.of(assigned.account(local.substring(length)));
      }
    }
    return Optional.empty();
  }
}
