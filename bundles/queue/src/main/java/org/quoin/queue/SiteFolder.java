package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.quoin.codec.ControlSyntax;

/**
 * Reads the files of a classic QMQ installation, or of IndiMail's queues, and changes none. Where
 * the instances live follows from the home of the primary (X3): {@code /var/qmail} has {@code
 * /var/qmail-01} beside it.
 */
final class SiteFolder {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_FILES = 1000;
  private static final List<String> CONFIGURATIONS = List.of("conf-qmq", "conf-instances");
  private static final List<String> HOMES = List.of("conf-home", "conf-qmail");

  private final Path given;
  private final Path folder;
  private final Optional<Path> home;
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param given a configuration file, or the folder that has them
   * @param home of the primary; if it is empty, what conf-home beside it says, or the folder itself
   */
  SiteFolder(Path given, Optional<Path> home) throws IOException {
    this.given = given;
    Path parent = given.getParent();
    this.folder = Files.isDirectory(given) || parent == null ? given : parent;
    this.home = home.isPresent() ? home : guess();
  }

  private Optional<Path> guess() throws IOException {
    for (String name : HOMES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        String line = ControlSyntax.firstLine(text(file));
        if (line.startsWith("/") && line.indexOf('\0') < 0) {
          return Optional.of(Path.of(line));
        }
      }
    }
    return Files.isDirectory(folder.resolve("control")) ? Optional.of(folder) : Optional.empty();
  }

  /** The files that say which instances there are, by name; a file of another name stands alone. */
  Map<String, String> configurations() throws IOException {
    if (!Files.exists(given)) {
      throw new IllegalArgumentException("there is no " + given);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    String own = String.valueOf(given.getFileName());
    if (Files.isRegularFile(given) && !CONFIGURATIONS.contains(own)) {
      return Map.of(own, text(given));
    }
    for (String name : CONFIGURATIONS) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        texts.put(name, text(file));
      }
    }
    if (texts.isEmpty()) {
      texts.putAll(variables());
    }
    return texts;
  }

  /** IndiMail's, a file each. */
  private Map<String, String> variables() throws IOException {
    for (Path variables : List.of(folder, folder.resolve("variables"))) {
      if (Files.isRegularFile(variables.resolve(Shards.COUNT))) {
        return texts(variables);
      }
    }
    throw new IllegalArgumentException(
        folder + " has none of conf-qmq, conf-instances and " + Shards.COUNT);
  }

  /**
   * All of it.
   *
   * @param ids of the instances whose control files are looked for
   */
  ClassicSite site(Map<String, String> configurations, List<String> ids) throws IOException {
    Map<String, String> primary = new TreeMap<>();
    Map<String, Map<String, String>> controls = new TreeMap<>();
    if (home.isEmpty()) {
      remarks.add("no control files are read: say where the primary lives, --home /var/qmail");
    } else {
      primary.putAll(control(home.get()));
      for (String id : ids) {
        controls.put(id, control(home.get(), id));
      }
    }
    return new ClassicSite(configurations, primary, controls, List.copyOf(remarks));
  }

  private Map<String, String> control(Path primary, String id) throws IOException {
    for (String name : List.of(primary.getFileName() + "-" + id, "qmail-" + id)) {
      Path instance = primary.resolveSibling(name);
      if (Files.isDirectory(instance)) {
        return control(instance);
      }
    }
    remarks.add("instance " + id + " has no folder beside " + primary);
    return Map.of();
  }

  private Map<String, String> control(Path instance) throws IOException {
    Path control = instance.resolve("control");
    if (!Files.isDirectory(control)) {
      remarks.add("there is no " + control);
      return Map.of();
    }
    return texts(control);
  }

  private Map<String, String> texts(Path files) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(files)) {
      for (Path entry : entries) {
        if (texts.size() == MAX_FILES) {
          throw new IllegalArgumentException(files + " has more than " + MAX_FILES + " files");
        }
        if (Files.isRegularFile(entry)) {
          texts.put(String.valueOf(entry.getFileName()), text(entry));
        } else {
          remarks.add(entry + " is no file and is not looked at");
        }
      }
    }
    return texts;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException(file + " is longer than " + MAX_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
