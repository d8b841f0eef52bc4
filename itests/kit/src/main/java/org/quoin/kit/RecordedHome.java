package org.quoin.kit;

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
import org.quoin.codec.BytePath;

/** The home of a recorded case: what lies there before, and what has changed afterwards. */
public record RecordedHome(Path home) {
  private static final String GONE = "gone";

  /** All cases of a table; the system property {@code quoin.oracles} names another folder. */
  public static JsonNode cases(String table) throws IOException {
    String other = System.getProperty("quoin.oracles");
    Path folder =
        other != null ? Path.of(other) : Distribution.root().resolve("itests").resolve("oracles");
    return new ObjectMapper().readTree(folder.resolve(table).toFile());
  }

  /** Lays out the files of a case's setup. */
  public void setUp(JsonNode setup) throws IOException {
    layOut(setup.path("files"), home);
    mode(home, setup.path("home_mode").asText("0755"));
  }

  /** Lays out files by name; a text in place of what describes one is its content. */
  public static void layOut(JsonNode files, Path folder) throws IOException {
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      Path path = folder.resolve(BytePath.of(file.getKey()));
      Files.createDirectories(path.resolveSibling(""));
      make(file.getValue(), path);
    }
  }

  private static void make(JsonNode what, Path path) throws IOException {
    if (what.path("type").asText().equals("symlink")) {
      Files.createSymbolicLink(path, BytePath.of(what.get("target").asText()));
      return;
    }
    if (what.path("type").asText().equals("dir")) {
      Files.createDirectories(path);
    } else {
      String content = what.isTextual() ? what.asText() : what.path("content").asText();
      Files.writeString(path, content, StandardCharsets.ISO_8859_1);
    }
    if (what.has("mode")) {
      mode(path, what.get("mode").asText());
    }
    Files.setLastModifiedTime(path, FileTime.from(time(what)));
  }

  private static void mode(Path path, String octal) throws IOException {
    Files.setAttribute(path, "unix:mode", Integer.parseInt(octal, 8));
  }

  /** What was recorded as just written is so still, however long a program takes to start. */
  private static Instant time(JsonNode file) {
    return file.has("mtime")
        ? Instant.ofEpochSecond(file.get("mtime").asLong())
        : Instant.now().plus(Duration.ofHours(1));
  }

  /** Mode and content of every file. */
  public Map<String, String> files() throws IOException {
    Map<String, String> files = entries();
    files.keySet().removeIf(name -> name.endsWith("/"));
    files.values().removeIf(entry -> entry.startsWith("-> "));
    return files;
  }

  /** The same, with the modes of folders (their names end in a slash) and the targets of links. */
  public Map<String, String> entries() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(each -> !each.equals(home)).toList()) {
        String name = home.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          found.put(name, "-> " + Files.readSymbolicLink(file));
        } else if (Files.isDirectory(file)) {
          found.put(name + "/", mode(file));
        } else if (Files.isRegularFile(file) && Files.isReadable(file)) {
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

  /** What is new, changed or {@code gone}. */
  public static Map<String, String> changes(Map<String, String> before, Map<String, String> now) {
    Map<String, String> changes = new TreeMap<>(now);
    changes.entrySet().removeAll(before.entrySet());
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.put(name, GONE));
    return changes;
  }

  /** The recorded changes in the same form. */
  public static Map<String, String> expected(JsonNode files) {
    Map<String, String> changes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      changes.put(file.getKey(), expectedEntry(file.getValue()));
    }
    return changes;
  }

  private static String expectedEntry(JsonNode what) {
    if (what.has(GONE)) {
      return GONE;
    }
    String mode = what.path("mode").asText();
    return switch (what.path("type").asText("file")) {
      case "dir" -> mode;
      case "symlink" -> "-> " + what.path("target").asText();
      default -> mode + ": " + what.path("content").asText();
    };
  }
}
