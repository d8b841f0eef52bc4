package org.quoin.net;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may come in at a listener, and what is known and set about him then.
 *
 * @param localName what we call ourselves to its peers (TCPLOCALHOST, V2 -l); empty = unknown
 * @param banner what they hear before the protocol speaks (V2 -B)
 * @param variables of every session, unless the access rules set them otherwise
 * @param proxies networks whose connections begin with a PROXY header
 */
record Admission(
    String localName,
    String banner,
    Map<String, String> variables,
    RulesFile rules,
    List<Network> proxies,
    Lookup lookup) {
  /** Without rules, for everybody. */
  static final Admission OPEN =
      new Admission("", "", Map.of(), RulesFile.NONE, List.of(), Lookup.NONE);

  /** Whether the host name of a peer is asked for (tcpserver -h, -p). */
  enum Lookup {
    NONE,
    /** The name by reverse look-up, whatever it is. */
    HOST,
    /** Only a name that leads back to the address. */
    PARANOID
  }

  /**
   * @param name in {@code control/}; empty = no rules
   * @param mayBeAbsent whether everybody may come in then
   */
  record RulesFile(String name, boolean mayBeAbsent) {
    static final RulesFile NONE = new RulesFile("", true);

    RulesFile {
      if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*|")) {
        throw new IllegalArgumentException("rules is no name of a file in control/: " + name);
      }
    }
  }

  static Admission of(Listener.Config config) {
    return new Admission(
        config.local_name().strip(),
        config.banner(),
        variables(config.variables().strip()),
        new RulesFile(config.rules().strip(), config.rules_may_be_absent()),
        networks(config.proxies()),
        lookup(config.lookup().strip()));
  }

  Admission with(RulesFile other) {
    return new Admission(localName, banner, variables, other, proxies, lookup);
  }

  /** Whether connections from this address come from a proxy. */
  boolean isProxy(String ip) {
    Optional<Network> address = proxies.isEmpty() ? Optional.empty() : Network.around(ip);
    return address.isPresent() && proxies.stream().anyMatch(each -> each.has(address.get()));
  }

  /** What the session of a peer finds set. */
  Map<String, String> variables(Access access) {
    if (variables.isEmpty()) {
      return access.variables();
    }
    Map<String, String> all = new LinkedHashMap<>(variables);
    all.putAll(access.variables());
    return all;
  }

  /** In the words of access rules: {@code NAME="value",NAME="value"}. */
  private static Map<String, String> variables(String text) {
    return RuleLine.variables(text.isEmpty() ? text : "," + text)
        .orElseThrow(() -> new IllegalArgumentException("variables cannot be parsed: " + text));
  }

  private static List<Network> networks(String... elements) {
    return Arrays.stream(elements)
        .flatMap(element -> Arrays.stream(element.split(",", -1)))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(Admission::network)
        .toList();
  }

  private static Network network(String text) {
    return Network.parse(text)
        .or(() -> Network.around(text))
        .orElseThrow(() -> new IllegalArgumentException("proxies: no network: " + text));
  }

  private static Lookup lookup(String text) {
    return switch (text) {
      case "none" -> Lookup.NONE;
      case "host" -> Lookup.HOST;
      case "paranoid" -> Lookup.PARANOID;
      default ->
          throw new IllegalArgumentException("lookup is not none, host or paranoid: " + text);
    };
  }
}
