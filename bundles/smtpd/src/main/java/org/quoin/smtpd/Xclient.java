package org.quoin.smtpd;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.codec.Xtext;

/**
 * For whom a trusted peer speaks (Postfix's XCLIENT): attributes of the client it has itself.
 *
 * @param values by the attributes' names; what is not available is empty
 */
record Xclient(Map<String, String> values) {
  static final String ATTRIBUTES = "NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";

  private static final int MOST_PORT = 65_535;
  private static final String IPV6 = "IPV6:";

  /** Empty if the argument is not well-formed or names an unknown attribute. */
  static Optional<Xclient> parse(String argument) {
    Map<String, String> values = new HashMap<>();
    for (String word : argument.strip().split(" +", -1)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? "" : word.substring(0, equals).toUpperCase(Locale.ROOT);
      if (name.isEmpty() || !(" " + ATTRIBUTES + " ").contains(" " + name + " ")) {
        return Optional.empty();
      }
      Optional<String> value = decoded(word.substring(equals + 1));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      boolean known = !value.get().equals("[UNAVAILABLE]") && !value.get().equals("[TEMPUNAVAIL]");
      if (name.equals("ADDR") && !known) {
        return Optional.empty(); // it would keep the address, and the rights, of who speaks for it
      }
      values.put(name, known ? value.get() : "");
    }
    Xclient said = new Xclient(Map.copyOf(values));
    return said.isSound() ? Optional.of(said) : Optional.empty();
  }

  /** RFC 3461's xtext. */
  private static Optional<String> decoded(String text) {
    return Xtext.decode(text);
  }

  private boolean isSound() {
    return isPort("PORT")
        && isPort("DESTPORT")
        && address("ADDR").map(Xclient::isAddress).orElse(true)
        && address("DESTADDR").map(Xclient::isAddress).orElse(true);
  }

  private boolean isPort(String name) {
    String text = values.getOrDefault(name, "");
    return text.isEmpty() || (text.matches("\\d{1,5}") && Integer.parseInt(text) <= MOST_PORT);
  }

  /** No name server is asked: net takes the text apart and refuses what is no address. */
  private static boolean isAddress(String text) {
    return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
        || (text.contains(":") && text.matches("[0-9A-Fa-f:.]{2,45}"));
  }

  private Optional<String> address(String name) {
    return value(name)
        .map(
            text ->
                text.regionMatches(true, 0, IPV6, 0, IPV6.length())
                    ? text.substring(IPV6.length())
                    : text);
  }

  Optional<String> helo() {
    return value("HELO");
  }

  Optional<String> login() {
    return value("LOGIN");
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
  }

  /** The peer as it is said to be; what is not said stays. */
  Peer peer(Peer now) {
    boolean sameHost = !values.containsKey("ADDR") && !values.containsKey("NAME");
    return new Peer(
        address("ADDR").orElse(now.remoteIp()),
        value("PORT").map(Integer::valueOf).orElse(now.remotePort()),
        sameHost ? now.remoteHost() : value("NAME").map(name -> name.toLowerCase(Locale.ROOT)),
        now.remoteInfo(),
        address("DESTADDR").orElse(now.localIp()),
        value("DESTPORT").map(Integer::valueOf).orElse(now.localPort()),
        now.localHost());
  }
}
