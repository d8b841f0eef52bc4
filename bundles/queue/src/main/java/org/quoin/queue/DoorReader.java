package org.quoin.queue;

import java.util.List;
import java.util.Locale;

/** Reads what mail finds on its way into an instance: its state, its limits, its filters. */
final class DoorReader {
  /** More messages than any disk here holds. */
  static final long MAX_MESSAGES = 1_000_000_000;

  /** A petabyte. */
  static final long MAX_BYTES = 1_000_000_000_000_000L;

  static final long MAX_RATE = 10_000_000;

  private DoorReader() {}

  static Settings.Door read(SettingsReader in) {
    return new Settings.Door(state(in), quota(in), filters(in), in.redirect());
  }

  private static Settings.State state(SettingsReader in) {
    String text = in.text("state").orElse("up");
    return Settings.State.of(text)
        .orElseThrow(() -> SettingsReader.refusal("state", text, "up, held or down"));
  }

  /** A limit of 0 could mean none or all: it is refused. */
  private static Settings.Quota quota(SettingsReader in) {
    return new Settings.Quota(
        in.number("limit.messages", 1, MAX_MESSAGES, "a number of messages"),
        in.number("limit.bytes", 1, MAX_BYTES, "a number of bytes"),
        in.number("limit.rate", 1, MAX_RATE, "a number of messages per minute"),
        countsBounces(in));
  }

  private static boolean countsBounces(SettingsReader in) {
    String text = in.text("limit.bounces").orElse("false");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw SettingsReader.refusal("limit.bounces", text, "true or false");
    };
  }

  private static List<String> filters(SettingsReader in) {
    return in.text("filters")
        .map(list -> in.names("filters", list).stream().distinct().toList())
        .orElse(List.of());
  }
}
