package org.quoin.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.quoin.codec.BytePath;

/** The home of a recorded case: what lies there before, and what has changed afterwards. */
final class CaseHome {
  private CaseHome() {}

  static Path oracles() {
    String folder = System.getProperty("quoin.oracles");
    return folder != null
        ? Path.of(folder)
        : Path.of(System.getProperty("quoin.root"), "itests", "oracles");
  }

  static void setUp(JsonNode setup, Path home) throws IOException {
    for (Map.Entry<String, JsonNode> file : setup.path("files").properties()) {
      Path path = home.resolve(BytePath.of(file.getKey()));
      Files.createDirectories(path.resolveSibling(""));
      switch (file.getValue().path("type").asText()) {
        case "dir" -> Files.createDirectories(path);
        case "symlink" ->
            Files.createSymbolicLink(path, Path.of(file.getValue().get("target").asText()));
        default ->
            Files.writeString(
                path, file.getValue().path("content").asText(), StandardCharsets.ISO_8859_1);
      }
      if (file.getValue().has("mode")) {
        mode(path, file.getValue().get("mode").asText());
      }
    }
    mode(home, setup.path("home_mode").asText("0755"));
  }

  private static void mode(Path path, String octal) throws IOException {
    Files.setAttribute(path, "unix:mode", Integer.parseInt(octal, 8));
  }

  /** Mode and contents of all files, by name. */
  static Map<String, String> files(Path home) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).filter(Files::isReadable).toList()) {
        int mode = (Integer) Files.getAttribute(file, "unix:mode") & 07777;
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        found.put(home.relativize(file).toString(), entry("%04o".formatted(mode), text));
      }
    }
    return found;
  }

  private static String entry(String mode, String text) {
    return mode + " " + text;
  }

  static Map<String, String> changes(Map<String, String> before, Map<String, String> after) {
    Map<String, String> changes = new TreeMap<>(after);
    changes.entrySet().removeAll(before.entrySet());
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> changes.put(name, "gone"));
    return changes;
  }

  static Map<String, String> expected(JsonNode expect) {
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : expect.path("files").properties()) {
      JsonNode what = file.getValue();
      files.put(file.getKey(), entry(what.path("mode").asText(), what.path("content").asText()));
    }
    return files;
  }
}
