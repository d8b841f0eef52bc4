package org.quoin.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.quoin.api.table.ControlFiles;

/**
 * One setting of an instance, with its value and where that comes from.
 *
 * @param from {@link #OWN}, {@link #DEFAULT}, or the control file
 */
record SettingLine(String key, String value, String from) {
  static final String OWN = "configuration";
  static final String DEFAULT = "default";

  /** Control files that count where an instance has no setting of its own, in their order. */
  private static final Map<String, List<String>> CONTROL_FILES =
      Map.of(
          "bounce.max.bytes", List.of("bouncemaxbytes", "bouncemaxbyte"),
          "concurrency.local", List.of("concurrencylocal"),
          "concurrency.remote", List.of("concurrencyremote"),
          "lifetime", List.of("queuelifetime"));

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "bounce.format", "qsbmf",
          "bounce.max.bytes", "0",
          "limit.bounces", "false",
          "concurrency.local", Integer.toString(Limits.DEFAULT_LOCAL),
          "concurrency.remote", Integer.toString(Limits.DEFAULT_REMOTE),
          "lifetime", Long.toString(Limits.DEFAULT_LIFETIME_SECONDS),
          "routers", "qmail",
          "state", "up",
          "store", "journal");

  /** What counts where nothing is set and no value says it. */
  private static final Map<String, String> WORDS =
      Map.of(
          "bounce.queue", "default: that of the bounce's recipient",
          "concurrency.destination",
              "default: local as the channel, remote 20, never its last tenth",
          "schedule", "default: qmail's",
          "schedule.local", "as schedule",
          "schedule.remote", "as schedule");

  /**
   * All settings that an instance can have.
   *
   * @param own those that its configuration has
   * @param alias its name, which follows from the id if it has none of its own
   */
  static List<SettingLine> all(Map<String, String> own, String alias, ControlFiles controls) {
    List<SettingLine> lines = new ArrayList<>();
    for (String key : SettingsReader.keys()) {
      String value = own.getOrDefault(key, "").strip();
      if (!value.isEmpty()) {
        lines.add(new SettingLine(key, value, OWN));
      } else if (key.equals("alias")) {
        lines.add(new SettingLine(key, alias, DEFAULT));
      } else {
        lines.add(inherited(key, controls));
      }
    }
    return List.copyOf(lines);
  }

  private static SettingLine inherited(String key, ControlFiles controls) {
    for (String name : CONTROL_FILES.getOrDefault(key, List.of())) {
      try {
        OptionalLong number = controls.number(name);
        if (number.isPresent()) {
          return new SettingLine(key, Long.toString(number.getAsLong()), "control/" + name);
        }
      } catch (IOException e) {
        return new SettingLine(key, "", "control/" + name + " cannot be read: " + e.getMessage());
      }
    }
    return new SettingLine(key, DEFAULTS.getOrDefault(key, ""), WORDS.getOrDefault(key, DEFAULT));
  }

  /** For people. */
  String text() {
    return "%-23s %-19s %s".formatted(key, value, from);
  }
}
