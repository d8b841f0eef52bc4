package org.quoin.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.quoin.codec.BytePath;

/**
 * Where programs are and run.
 *
 * @param base what qmail's home was: a relative name starts here, and programs run here
 * @param home of the distribution, whose programs are found too; empty where the bundles run in
 *     somebody else's framework
 * @param inherited environment of programs beside what tells of the session
 */
record Place(Path base, Optional<Path> home, Map<String, String> inherited) {
  private static final String PATH = "PATH";

  /**
   * @param names of variables that are passed on of the platform's own environment
   */
  static Place of(Path base, Optional<Path> home, String names) {
    Map<String, String> inherited = new HashMap<>(System.getenv());
    inherited.keySet().retainAll(List.of(names.strip().split("\\s*,\\s*", -1)));
    home.ifPresent(
        folder ->
            inherited.computeIfPresent(PATH, (n, path) -> folder.resolve("bin") + ":" + path));
    inherited.put("QUOIN_BASE", base.toAbsolutePath().toString());
    inherited.put("QUOIN_JAVA", System.getProperty("java.home"));
    return new Place(base.toAbsolutePath(), home, inherited);
  }

  /** For what may vanish with the platform. */
  Path papers() {
    return base.resolve("var/tmp");
  }

  /**
   * The program of this name.
   *
   * @param name bytes as characters
   * @return empty if there is none that can be executed, by a name that Java can pass on
   */
  Optional<Path> program(String name) {
    Path named = BytePath.of(name);
    return Stream.concat(Stream.of(base), home.stream())
        .map(folder -> folder.resolve(named))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .filter(file -> Path.of(file.toString()).equals(file))
        .findFirst();
  }
}
