package org.quoin.queue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Settings as the text that a configuration would have. */
final class SettingsText {
  private SettingsText() {}

  static Map<String, String> of(Settings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("id", settings.id());
    values.put("alias", settings.name().alias());
    values.put("domains", list(settings.domains().patterns()));
    bounds(settings.bounds(), values);
    bounces(settings.bounces(), values);
    door(settings.door(), values);
    face(settings.name().face(), values);
    values.put("routers", list(settings.plugins().routers()));
    values.put("store", settings.plugins().store());
    return values;
  }

  private static void bounds(Settings.Bounds bounds, Map<String, String> values) {
    values.put("concurrency.local", text(bounds.local()));
    values.put("concurrency.remote", text(bounds.remote()));
    values.put("concurrency.destination", text(bounds.destination()));
    values.put("lifetime", text(bounds.lifetimeSeconds()));
    schedules(bounds.schedules(), values);
  }

  private static void schedules(Schedules schedules, Map<String, String> values) {
    Optional<Delays> common = schedules.common();
    values.put("schedule", text(common.map(Delays::text)));
    values.put(
        "schedule.local", common.isPresent() ? "" : text(schedules.local().map(Delays::text)));
    values.put(
        "schedule.remote", common.isPresent() ? "" : text(schedules.remote().map(Delays::text)));
  }

  private static void bounces(Settings.Bounces bounces, Map<String, String> values) {
    values.put("bounce.format", lower(bounces.format()));
    values.put("bounce.max.bytes", text(bounces.maxBytes()));
    values.put("bounce.queue", text(bounces.queue()));
  }

  private static void door(Settings.Door door, Map<String, String> values) {
    values.put("state", lower(door.state()));
    values.put("limit.messages", text(door.quota().messages()));
    values.put("limit.bytes", text(door.quota().bytes()));
    values.put("limit.rate", text(door.quota().rate()));
    values.put("limit.bounces", Boolean.toString(door.quota().countsBounces()));
    values.put("filters", list(door.filters()));
    values.put("redirect", text(door.redirect()));
  }

  private static void face(Settings.Face face, Map<String, String> values) {
    values.put("control", text(face.control()));
    values.put("source", text(face.caller().source()));
    values.put("helo", text(face.caller().helo()));
  }

  private static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static String list(List<String> items) {
    return String.join(",", items);
  }

  private static String text(Optional<String> value) {
    return value.orElse("");
  }

  private static String text(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }
}
