package org.quoin.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What programs inherit of the platform's environment, and what they find it by. */
final class Inheritance {
  private static final String PATH = "PATH";

  private Inheritance() {}

  /**
   * @param names of variables that are passed on
   * @param home of the distribution: its programs are found first (ADR 19); empty where the bundles
   *     run in somebody else's framework
   * @param base where qmail-queue of the distribution finds this platform
   */
  static Map<String, String> of(
      Map<String, String> environment, List<String> names, Optional<Path> home, Path base) {
    Map<String, String> inherited = new HashMap<>(environment);
    inherited.keySet().retainAll(names);
    home.ifPresent(
        place ->
            inherited.computeIfPresent(PATH, (name, path) -> place.resolve("bin") + ":" + path));
    inherited.put("QUOIN_BASE", base.toString());
    inherited.put("QUOIN_JAVA", System.getProperty("java.home"));
    return inherited;
  }
}
