package org.quoin.programs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.quoin.codec.BytePath;

/** Files of a recorded case: what lies there before, and what has changed afterwards. */
final class HomeFiles {
  private static final String GONE = "gone";

  private HomeFiles() {}

  /** Lays out files by name; the content may stand in place of what describes one. */
  static void layOut(JsonNode files, Path folder) throws IOException {
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      Path path = folder.resolve(BytePath.of(file.getKey()));
      Files.createDirectories(path.resolveSibling(""));
      make(file.getValue(), path);
    }
  }

  private static void make(JsonNode what, Path path) throws IOException {
    switch (what.path("type").asText("file")) {
      case "symlink" -> {
        Files.createSymbolicLink(path, BytePath.of(what.get("target").asText()));
        return;
      }
      case "dir" -> Files.createDirectories(path);
      default -> {
        String content = what.isTextual() ? what.asText() : what.get("content").asText();
        Files.writeString(path, content, StandardCharsets.ISO_8859_1);
      }
    }
    if (what.has("mode")) {
      Files.setAttribute(path, "unix:mode", Integer.parseInt(what.get("mode").asText(), 8));
    }
  }

  /** Mode and content of every file, mode of every folder. */
  static Map<String, String> found(Path home) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(file -> !file.equals(home)).toList()) {
        String name = home.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          found.put(name, "-> " + Files.readSymbolicLink(file));
        } else if (Files.isDirectory(file)) {
          found.put(name + "/", mode(file));
        } else {
          String content = Files.readString(file, StandardCharsets.ISO_8859_1);
          found.put(name, mode(file) + ": " + content);
        }
      }
    }
    return found;
  }

  private static String mode(Path file) throws IOException {
    return "%04o".formatted((Integer) Files.getAttribute(file, "unix:mode") & 07777);
  }

  static Map<String, String> changes(Map<String, String> before, Map<String, String> after) {
    Map<String, String> changes = new TreeMap<>(after);
    changes.entrySet().removeAll(before.entrySet());
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> changes.put(name, GONE));
    return changes;
  }

  /** The recorded changes in the same form. */
  static Map<String, String> changes(JsonNode files) {
    Map<String, String> changes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      JsonNode what = file.getValue();
      String mode = what.path("mode").asText();
      String text =
          switch (what.path("type").asText("file")) {
            case "dir" -> mode;
            case "symlink" -> "-> " + what.get("target").asText();
            default -> mode + ": " + what.path("content").asText();
          };
      changes.put(file.getKey(), what.has(GONE) ? GONE : text);
    }
    return changes;
  }
}
