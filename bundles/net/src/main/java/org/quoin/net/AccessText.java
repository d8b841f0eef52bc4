package org.quoin.net;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Access rules as a text (V1): those of tcprules(1), and beyond them networks in CIDR notation and
 * IPv6 addresses. The first line of a key counts. Of networks and beginnings of an address that a
 * peer is in, the longest counts.
 */
final class AccessText {
  private static final int BITS_4 = 32;
  private static final int PART = 8;

  /**
   * @param key as it stands in the text, after ranges were spelled out
   */
  record Rule(String key, Access access) {}

  private final Map<String, Rule> named = new HashMap<>();
  private final Map<Network, Rule> networks = new HashMap<>();

  /** The lengths of all networks, the longest first. */
  private final TreeSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());

  /**
   * @param lines without blanks at their ends, without comments
   * @throws IllegalArgumentException with the line that cannot be parsed
   */
  static AccessText of(List<String> lines) {
    AccessText rules = new AccessText();
    for (String line : lines) {
      RuleLine.parse(line)
          .ifPresent(each -> each.keys().forEach(key -> rules.add(key, each.access())));
    }
    return rules;
  }

  private void add(String key, Access access) {
    Rule rule = new Rule(key, access);
    named.putIfAbsent(key, rule);
    Network.parse(key)
        .ifPresent(
            network -> {
              networks.putIfAbsent(network, rule);
              lengths.add(network.bits());
            });
  }

  /** The rule for this visitor; empty if there is none. */
  Optional<Rule> find(Visitor visitor) {
    return first(visitor.own())
        .or(() -> around(visitor))
        .or(() -> first(visitor.prefixes()))
        .or(() -> first(visitor.others()));
  }

  private Optional<Rule> first(List<String> keys) {
    return keys.stream().filter(named::containsKey).map(named::get).findFirst();
  }

  /** By network, if none of the beginnings is longer. */
  private Optional<Rule> around(Visitor visitor) {
    Optional<Network> whole = lengths.isEmpty() ? Optional.empty() : Network.around(visitor.ip());
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    int beginning = beginning(visitor);
    return lengths.stream()
        .filter(bits -> bits <= whole.get().width() && bits >= beginning)
        .map(bits -> networks.get(whole.get().first(bits)))
        .filter(rule -> rule != null)
        .findFirst();
  }

  /** How many bits the longest beginning has that there is a rule for. */
  private int beginning(Visitor visitor) {
    return visitor.prefixes().stream()
        .filter(named::containsKey)
        .mapToInt(prefix -> PART * (int) prefix.chars().filter(c -> c == '.').count())
        .filter(bits -> bits < BITS_4)
        .findFirst()
        .orElse(0);
  }
}
