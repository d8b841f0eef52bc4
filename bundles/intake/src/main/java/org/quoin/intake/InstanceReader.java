package org.quoin.intake;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.quoin.api.queue.MailQueue;
import org.quoin.codec.DomainPatterns;

/**
 * Reads what the intake needs of the settings of an instance. Those in force are right. Those of a
 * configuration by which nothing runs may be wrong; that does not free its domains for others: its
 * mail waits.
 */
final class InstanceReader {
  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private final List<String> troubles = new ArrayList<>();
  private final Map<String, ?> configuration;

  private InstanceReader(Map<String, ?> configuration) {
    this.configuration = configuration;
  }

  static Instance read(Map<String, ?> configuration) {
    return new InstanceReader(configuration).read();
  }

  private Instance read() {
    String id = text("id");
    if (!ID.matcher(id).matches()) {
      troubles.add("its id is \"" + id + "\", not decimal digits");
      id = "";
    }
    String alias = text("alias");
    if (alias.isEmpty()) {
      alias = id.equals(MailQueue.MAIN) ? "main" : id;
    }
    List<String> patterns = patterns();
    Optional<String> redirect = redirect();
    readState();
    Optional<String> trouble =
        troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles));
    List<String> filters = FilterHost.names(text("filters"));
    return new Instance(id, alias, patterns, new Instance.Door(filters, redirect), trouble);
  }

  private List<String> patterns() {
    List<String> patterns = new ArrayList<>();
    for (String entry : text("domains").split(",", -1)) {
      try {
        patterns.addAll(DomainPatterns.parse(entry).patterns());
      } catch (IllegalArgumentException e) {
        troubles.add("domains: " + e.getMessage());
      }
    }
    return List.copyOf(patterns);
  }

  private Optional<String> redirect() {
    String redirect = text("redirect");
    if (redirect.isEmpty()) {
      return Optional.empty();
    }
    if (!ID.matcher(redirect).matches()) {
      troubles.add("its redirect is \"" + redirect + "\", not the id of a queue");
      return Optional.empty();
    }
    return Optional.of(redirect);
  }

  private void readState() {
    String state = text("state").toLowerCase(Locale.ROOT);
    switch (state) {
      case "", "up", "held" -> {}
      case "down" -> troubles.add("it is down");
      default -> troubles.add("its state is \"" + state + "\", not up, held or down");
    }
  }

  private String text(String key) {
    Object value = configuration.get(key);
    return value == null ? "" : joined(value).strip();
  }

  /** Typed configurations have lists where plain ones have commas. */
  private static String joined(Object value) {
    if (value instanceof Collection<?> many) {
      return String.join(",", many.stream().map(String::valueOf).toList());
    }
    if (!value.getClass().isArray()) {
      return value.toString();
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      parts.add(String.valueOf(Array.get(value, i)));
    }
    return String.join(",", parts);
  }
}
