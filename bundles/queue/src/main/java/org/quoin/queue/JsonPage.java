package org.quoin.queue;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import javax.json.Json;
import javax.json.stream.JsonGenerator;

/**
 * What commands print for programs: one JSON document (RFC 8259) on a line, in ASCII, so that
 * nothing that came in by mail changes a terminal or depends on its character set. Times are those
 * of ISO 8601, in UTC.
 */
final class JsonPage {
  static final String OPTION = "one JSON document for programs";

  private JsonPage() {}

  static void print(PrintStream out, Consumer<JsonGenerator> content) {
    try (JsonGenerator json = Json.createGenerator(new AsciiWriter(out))) {
      content.accept(json);
    }
    out.println();
  }

  /** A string that came in by mail: its bytes as {@link TextBytes#readable} has them. */
  static void mail(JsonGenerator json, String key, String bytes) {
    json.write(key, TextBytes.readable(bytes));
  }

  static void strings(JsonGenerator json, String key, List<String> values) {
    json.writeStartArray(key);
    values.forEach(json::write);
    json.writeEnd();
  }

  /** A list of objects. */
  static <T> void objects(JsonGenerator json, String key, List<T> values, Consumer<T> content) {
    json.writeStartArray(key);
    for (T value : values) {
      json.writeStartObject();
      content.accept(value);
      json.writeEnd();
    }
    json.writeEnd();
  }
}
