package org.quoin.queue;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.quoin.codec.ControlSyntax;

/** What the control files of one classic instance (X3) are as settings here. */
final class ControlImport {
  private static final Map<String, String> NUMBERS =
      Map.of(
          "concurrencylocal", "concurrency.local",
          "concurrencyremote", "concurrency.remote",
          "queuelifetime", "lifetime",
          "bouncemaxbytes", "bounce.max.bytes");

  /** These are read with those of all others, to find out who sends where. */
  static final Set<String> ROUTES = Set.of("qmtproutes", "smtproutes");

  /** What the others say may be long, or a key or password. */
  private static final Set<String> HARMLESS = Set.of("me", "domainips", "helohost");

  private final String id;
  private final Map<String, String> settings;
  private final Findings findings;

  ControlImport(String id, Map<String, String> settings, Findings findings) {
    this.id = id;
    this.settings = settings;
    this.findings = findings;
  }

  /**
   * @param files by name
   * @param skeletonLifetime what the shell's setting says, in minutes; may be empty
   */
  void read(Map<String, String> files, String skeletonLifetime) {
    new TreeMap<>(files)
        .forEach(
            (name, text) -> {
              if (NUMBERS.containsKey(name)) {
                number(name, text, skeletonLifetime);
              } else if (!ROUTES.contains(name)) {
                findings.note(place(name) + " is not taken over" + shown(name, text));
              }
            });
  }

  private static String shown(String name, String text) {
    return HARMLESS.contains(name) ? ": " + ControlSyntax.list(text) : ", nor is its content shown";
  }

  private void number(String name, String text, String skeletonLifetime) {
    OptionalLong number = ControlSyntax.leadingNumber(ControlSyntax.firstLine(text));
    if (number.isEmpty()) {
      findings.refuse(place(name) + " does not begin with a number");
      return;
    }
    String value = Long.toString(number.getAsLong());
    if (name.equals("queuelifetime") && value.equals(skeletonLifetime)) {
      findings.note(
          ("warning: %s says %s, as SKELETON_QUEUELIFETIME does: minutes were meant,"
                  + " so it is %s seconds here (T1)")
              .formatted(place(name), value, settings.get("lifetime")));
      return;
    }
    if (name.equals("queuelifetime") && number.getAsLong() < Limits.SHORT_LIFETIME_SECONDS) {
      findings.note(
          "warning: " + place(name) + " says " + value + " seconds: less than an hour (T1)");
    }
    settings.put(NUMBERS.getOrDefault(name, name), value);
  }

  private String place(String name) {
    return "control/" + name + " of " + id;
  }
}
