package org.quoin.kit;

import java.nio.file.Files;
import java.nio.file.Path;

/** The assembled distribution that the build leaves in {@code runtime/target/quoin}. */
public final class Distribution {

  private Distribution() {}

  /** The folder of the root pom. */
  public static Path root() {
    String root = System.getProperty("quoin.root");
    if (root == null) {
      throw new IllegalStateException("the build sets quoin.root to the folder of the root pom");
    }
    return Path.of(root);
  }

  public static Path home() {
    return root().resolve("runtime/target/quoin");
  }

  public static Path program() {
    return home().resolve("bin/quoin");
  }

  public static boolean built() {
    return Files.isExecutable(program());
  }
}
