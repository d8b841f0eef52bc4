package org.quoin.users;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** The places below the base folder that hold accounts. */
record Base(Path folder) {
  static Base of(BundleContext context) {
    String folder = context.getProperty("quoin.base");
    if (folder == null || folder.isBlank()) {
      throw new IllegalStateException("the framework property quoin.base is not set");
    }
    return new Base(Path.of(folder).toAbsolutePath());
  }

  /** A text in {@code users/}, such as {@code assign}. */
  TextFile text(String name, int maxBytes) {
    return new TextFile(folder.resolve("users").resolve(name), "users/" + name, maxBytes);
  }

  TextFile assign(int maxBytes) {
    return text("assign", maxBytes);
  }

  TextFile passwords(int maxBytes) {
    return text("passwords", maxBytes);
  }

  Path cdb() {
    return folder.resolve("users/cdb");
  }

  Path homes() {
    return folder.resolve("home");
  }
}
