package org.quoin.mailbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Recorded cases: what lies in the home before and what lies there afterwards. */
final class Oracles {
  private Oracles() {}

  static JsonNode read(String file) throws IOException {
    return new ObjectMapper().readTree(folder().resolve(file).toFile());
  }

  private static Path folder() {
    String folder = System.getProperty("quoin.oracles");
    return folder != null
        ? Path.of(folder)
        : Path.of(System.getProperty("quoin.root"), "itests", "oracles");
  }

  /**
   * @param now the time of files for which none was recorded
   */
  static void setUp(JsonNode files, Path home, Instant now) throws IOException {
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
      long seconds = what.path("mtime").asLong(now.getEpochSecond());
      Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(seconds)));
    }
  }

  /** Mode and content of every file, mode of every folder below the home. */
  static Map<String, String> files(Path home) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(file -> !file.equals(home)).toList()) {
        String name = home.relativize(file).toString();
        String mode = "%04o".formatted((Integer) Files.getAttribute(file, "unix:mode") & 07777);
        if (Files.isDirectory(file)) {
          found.put(name + "/", mode);
        } else {
          found.put(name, mode + ": " + Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return found;
  }

  /** What is new, changed or {@code gone}. Unique names in maildirs become {@code <UNIQ1>} ... */
  static Map<String, String> changes(Map<String, String> before, Map<String, String> after) {
    Map<String, String> changes = new TreeMap<>();
    int unique = 0;
    for (Map.Entry<String, String> file : after.entrySet()) {
      if (!file.getValue().equals(before.get(file.getKey()))) {
        boolean mail = file.getKey().matches(".*/new/[^/]+");
        String name = file.getKey();
        changes.put(mail ? unique(name, ++unique) : name, file.getValue());
      }
    }
    for (String name : before.keySet()) {
      if (!after.containsKey(name)) {
        changes.put(name, "gone");
      }
    }
    return changes;
  }

  /** The recorded changes in the same form. */
  static Map<String, String> changes(JsonNode files) {
    Map<String, String> changes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      String name = file.getKey().replace("<UNIQ>", "<UNIQ1>");
      JsonNode what = file.getValue();
      if (what.has("gone")) {
        changes.put(name, "gone");
      } else if (what.path("type").asText().equals("dir")) {
        changes.put(name, what.get("mode").asText());
      } else {
        changes.put(name, what.get("mode").asText() + ": " + what.get("content").asText());
      }
    }
    return changes;
  }

  private static String unique(String name, int number) {
    return name.substring(0, name.lastIndexOf('/') + 1) + "<UNIQ" + number + ">";
  }
}
