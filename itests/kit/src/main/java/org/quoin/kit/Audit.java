package org.quoin.kit;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What was accepted, compared with what arrived.
 *
 * @param missing accepted, but in no mailbox: lost
 * @param strays answered with 4xx or 5xx, but in a mailbox
 * @param doubled in mailboxes more than once
 */
public record Audit(Set<String> missing, Set<String> strays, Set<String> doubled) {

  public static Audit of(Ledger ledger, Map<String, Integer> arrived) {
    Set<String> missing = new HashSet<>(ledger.accepted());
    missing.removeAll(arrived.keySet());
    Set<String> strays = new HashSet<>(ledger.rejected());
    strays.retainAll(arrived.keySet());
    Set<String> doubled = new HashSet<>();
    arrived.forEach(
        (token, count) -> {
          if (count > 1 && !token.isEmpty()) {
            doubled.add(token);
          }
        });
    return new Audit(missing, strays, doubled);
  }

  @Override
  public String toString() {
    return "%d missing, %d strays, %d doubled"
        .formatted(missing.size(), strays.size(), doubled.size());
  }
}
