package org.quoin.control;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.delivery.Route;
import org.quoin.codec.AsciiCase;
import org.quoin.codec.LogText;

/**
 * Decides like qmail-send's {@code rewrite()} (1B): envnoathost, percenthack, locals,
 * virtualdomains, remote. Pure and immutable; {@link QmailRouter} makes a new one when a file
 * changes.
 */
final class Rewriter {
  private static final String REMOTE = "smtp";

  private final Rules rules;
  private final Set<String> percenthack = new HashSet<>();
  private final Set<String> locals = new HashSet<>();
  private final Map<String, String> virtualdomains = new HashMap<>();

  Rewriter(Rules rules) {
    this.rules = rules;
    rules.percenthack().forEach(domain -> percenthack.add(AsciiCase.lower(domain)));
    rules.locals().forEach(domain -> locals.add(AsciiCase.lower(domain)));
    for (String entry : rules.virtualdomains()) {
      int colon = entry.indexOf(':');
      if (colon >= 0) {
        virtualdomains.put(AsciiCase.lower(entry.substring(0, colon)), entry.substring(colon + 1));
      }
    }
  }

  Rules rules() {
    return rules;
  }

  Route route(Address recipient) {
    Trace trace = new Trace();
    Address address = unpercented(withDomain(recipient, trace), trace);
    String domain = AsciiCase.lower(address.domain());
    if (locals.contains(domain)) {
      return local(address, trace.of(rules.localsFile(), domain));
    }
    String key = virtualKey(AsciiCase.lower(address.text()), domain);
    if (key == null) {
      return remote(address, trace.text("no rule: remote"));
    }
    String prepend = virtualdomains.getOrDefault(key, "");
    if (prepend.isEmpty()) {
      return remote(address, trace.of("virtualdomains", key) + ": (exception)");
    }
    return local(new Address(prepend + "-" + address.text()), trace.of("virtualdomains", key));
  }

  private Address withDomain(Address recipient, Trace trace) {
    if (recipient.hasDomain()) {
      return recipient;
    }
    Address made = new Address(recipient.text() + "@" + rules.envnoathost());
    trace.add("envnoathost", rules.envnoathost(), made);
    return made;
  }

  /** {@code user%fqdn@domain} becomes {@code user@fqdn} while the domain is listed. */
  private Address unpercented(Address address, Trace trace) {
    Address current = address;
    while (percenthack.contains(AsciiCase.lower(current.domain()))) {
      String local = current.localPart();
      int percent = local.lastIndexOf('%');
      if (percent < 0) {
        return current;
      }
      Address made = new Address(local.substring(0, percent) + "@" + local.substring(percent + 1));
      trace.add("percenthack", AsciiCase.lower(current.domain()), made);
      current = made;
    }
    return current;
  }

  /** The first key that is listed: address, domain, suffixes from the longest, the empty key. */
  private @Nullable String virtualKey(String address, String domain) {
    if (virtualdomains.containsKey(address)) {
      return address;
    }
    if (virtualdomains.containsKey(domain)) {
      return domain;
    }
    for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      String suffix = domain.substring(dot);
      if (virtualdomains.containsKey(suffix)) {
        return suffix;
      }
    }
    return virtualdomains.containsKey("") ? "" : null;
  }

  private static Route local(Address recipient, String rule) {
    return route(Route.LOCAL, recipient, rule);
  }

  private static Route remote(Address recipient, String rule) {
    return route(REMOTE, recipient, rule);
  }

  private static Route route(String transport, Address recipient, String rule) {
    String destination = AsciiCase.lower(recipient.domain());
    return new Route(transport, recipient, Optional.empty(), destination, rule);
  }

  /**
   * The rules that took part, in order, and what the first ones made of the address, such as {@code
   * percenthack: a.example gives joe@b; locals: b}. Unsafe bytes are shown as in the log. Of very
   * many percent signs only the first are told.
   */
  private static final class Trace {
    private static final int MOST = 20;

    private String before = "";
    private int steps;

    void add(String file, String entry, Address made) {
      if (steps++ < MOST) {
        before +=
            file + ": " + LogText.address(entry) + " gives " + LogText.address(made.text()) + "; ";
      }
    }

    String of(String file, String entry) {
      return before + file + ": " + (entry.isEmpty() ? "(empty key)" : LogText.address(entry));
    }

    String text(String text) {
      return before + text;
    }
  }
}
