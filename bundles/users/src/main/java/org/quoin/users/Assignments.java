package org.quoin.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.user.Account;
import org.quoin.codec.AsciiCase;

/**
 * What {@code users/assign} says, parsed and immutable: exact names before wildcards, the longest
 * wildcard before shorter ones (U1, U2). Keys are in lower case.
 */
final class Assignments {
  /** No accounts at all. */
  static final Assignments NONE = new Assignments(Map.of(), Map.of());

  private final Map<String, Account> exact;
  private final Map<String, Account> wildcards;
  private final int longestWildcard;

  Assignments(Map<String, Account> exact, Map<String, Account> wildcards) {
    this.exact = Map.copyOf(exact);
    this.wildcards = Map.copyOf(wildcards);
    this.longestWildcard = wildcards.keySet().stream().mapToInt(String::length).max().orElse(-1);
  }

  Optional<Account> find(String local) {
    String key = AsciiCase.lower(local);
    Account account = exact.get(key);
    return account != null ? Optional.of(account) : byWildcard(local, key);
  }

  boolean names(String local) {
    return exact.containsKey(AsciiCase.lower(local));
  }

  /** Exact and wildcard accounts in no particular order. */
  List<Account> accounts() {
    List<Account> all = new ArrayList<>(exact.values());
    all.addAll(wildcards.values());
    return List.copyOf(all);
  }

  private Optional<Account> byWildcard(String local, String key) {
    for (int length = Math.min(key.length(), longestWildcard); length >= 0; length--) {
      Account account = wildcards.get(key.substring(0, length));
      if (account != null) {
        return Optional.of(extended(account, local.substring(length)));
      }
    }
    return Optional.empty();
  }

  /** The wildcard's own ext is what comes before the rest of the address. */
  private static Account extended(Account account, String rest) {
    return new Account(
        account.user(),
        account.uid(),
        account.gid(),
        account.home(),
        account.dash(),
        account.ext() + rest);
  }
}
