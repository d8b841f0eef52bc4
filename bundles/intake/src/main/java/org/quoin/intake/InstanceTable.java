package org.quoin.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.quoin.api.queue.MailQueue;

/**
 * Which instance a domain belongs to: the one with the closest pattern (see {@link
 * org.quoin.codec.DomainPatterns}), else main. Immutable; looking up costs the same for one
 * instance as for a thousand.
 */
final class InstanceTable {
  private static final String ALL = "*";
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");

  /**
   * @param pattern what matched; empty for main as the last resort
   */
  record Match(Instance instance, String pattern) {}

  /** Where redirects lead (X4). */
  sealed interface End {
    /** The instance that is redirected no further. */
    record Found(Instance instance) implements End {}

    /**
     * Nowhere.
     *
     * @param reason for the operator
     */
    record Lost(String reason) implements End {}
  }

  private final List<Instance> instances;
  private final Map<String, Instance> byId = new HashMap<>();
  private final Map<String, Instance> byPattern = new HashMap<>();
  private final Set<String> filters = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param inOrder of those with the same id the first one counts
   */
  InstanceTable(List<Instance> inOrder) {
    instances =
        inOrder.stream()
            .filter(this::isFirst)
            .sorted(
                Comparator.<Instance>comparingInt(i -> i.id().length()).thenComparing(Instance::id))
            .toList();
    instances.forEach(this::enter);
  }

  /** A configuration without a good id is nobody's second: its domains wait. */
  private boolean isFirst(Instance instance) {
    if (instance.id().isEmpty()) {
      return true;
    }
    Instance first = byId.putIfAbsent(number(instance.id()), instance);
    if (first != null) {
      warn(instance, "is passed over: it has the id of another one, " + first.label());
    }
    return first == null;
  }

  /** Two ids of one number are the same: {@code 1} and {@code 01}. */
  private static String number(String id) {
    return LEADING_ZEROS.matcher(id).replaceFirst("");
  }

  private void enter(Instance instance) {
    filters.addAll(instance.filters());
    instance.trouble().ifPresent(text -> warn(instance, "takes no mail: " + text));
    for (String pattern : instance.patterns()) {
      Instance first = byPattern.putIfAbsent(pattern, instance);
      if (first != null && !first.equals(instance)) {
        warn(instance, "claims " + pattern + ", which " + first.label() + " has");
      }
    }
  }

  private void warn(Instance instance, String text) {
    warnings.add("queue " + instance.label() + " " + text);
  }

  List<Instance> instances() {
    return instances;
  }

  /** Names of all filters that any instance names for its own mail. */
  Set<String> filters() {
    return filters;
  }

  /** What the operator should know about the configurations. */
  List<String> warnings() {
    return warnings;
  }

  Optional<Instance> byId(String id) {
    return Optional.ofNullable(byId.get(number(id)));
  }

  /** Follows the redirects of an instance; a circle leads nowhere (X5), and never to main. */
  End redirected(Instance from) {
    Set<String> passed = new LinkedHashSet<>();
    Instance here = from;
    while (here.redirect().isPresent()) {
      if (!passed.add(here.label())) {
        return new End.Lost(
            "mail would go round in a circle: "
                + String.join(" -> ", passed)
                + " -> "
                + here.label());
      }
      String next = here.redirect().get();
      Optional<Instance> found = byId(next);
      if (found.isEmpty()) {
        return new End.Lost(
            "queue " + here.label() + " is redirected to " + next + ", which is not configured");
      }
      here = found.get();
    }
    return new End.Found(here);
  }

  /** Empty only if there is no main instance either. */
  Optional<Match> find(String domain) {
    String name = domain.toLowerCase(Locale.ROOT);
    return exact(name).or(() -> suffix(name)).or(() -> match(ALL)).or(this::main);
  }

  private Optional<Match> exact(String name) {
    return name.startsWith(".") || name.equals(ALL) ? Optional.empty() : match(name);
  }

  private Optional<Match> suffix(String name) {
    for (int dot = name.indexOf('.', 1); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      Optional<Match> match = match(name.substring(dot));
      if (match.isPresent()) {
        return match;
      }
    }
    return Optional.empty();
  }

  private Optional<Match> match(String pattern) {
    return Optional.ofNullable(byPattern.get(pattern)).map(found -> new Match(found, pattern));
  }

  private Optional<Match> main() {
    return byId(MailQueue.MAIN).map(main -> new Match(main, ""));
  }
}
