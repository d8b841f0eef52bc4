package org.quoin.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.quoin.kit.Distribution;

/** The home of a recorded case: what lies there before, and what has changed afterwards. */
record RecordedHome(Path home) {
  private static final String CTIME =
      "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\d{4}";

  /** All cases of a table. */
  static JsonNode cases(String table) throws IOException {
    String other = System.getProperty("quoin.oracles");
    Path folder =
        other != null ? Path.of(other) : Distribution.root().resolve("itests").resolve("oracles");
    return new ObjectMapper().readTree(folder.resolve(table).toFile());
  }

  void setUp(JsonNode files) throws IOException {
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      Path path = home.resolve(file.getKey());
      JsonNode what = file.getValue();
      Files.createDirectories(path.resolveSibling(""));
      if (what.path("type").asText().equals("dir")) {
        Files.createDirectories(path);
      } else {
        Files.writeString(path, what.get("content").asText(), StandardCharsets.ISO_8859_1);
      }
      Files.setAttribute(path, "unix:mode", Integer.parseInt(what.get("mode").asText(), 8));
      Files.setLastModifiedTime(path, FileTime.from(time(what)));
    }
  }

  /** What was recorded as just written is so still, however long a program takes to start. */
  private static Instant time(JsonNode file) {
    return file.has("mtime")
        ? Instant.ofEpochSecond(file.get("mtime").asLong())
        : Instant.now().plus(Duration.ofHours(1));
  }

  /** Mode and content of every file. */
  Map<String, String> files() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        int mode = (Integer) Files.getAttribute(file, "unix:mode") & 07777;
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        found.put(home.relativize(file).toString(), "%04o: %s".formatted(mode, text));
      }
    }
    return found;
  }

  /** What is new, changed or {@code gone} since then; times in From_ lines are {@code <CTIME>}. */
  Map<String, String> changes(Map<String, String> before) throws IOException {
    Map<String, String> now = files();
    Map<String, String> changes = new TreeMap<>(now);
    changes.entrySet().removeAll(before.entrySet());
    changes.replaceAll((name, file) -> file.replaceAll(CTIME, "<CTIME>"));
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.put(name, "gone"));
    return changes;
  }

  /** The recorded changes in the same form. */
  static Map<String, String> expected(JsonNode files) {
    Map<String, String> changes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      JsonNode what = file.getValue();
      String text = what.path("mode").asText() + ": " + what.path("content").asText();
      changes.put(file.getKey(), what.has("gone") ? "gone" : text);
    }
    return changes;
  }
}
