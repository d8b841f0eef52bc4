package org.quoin.mailbox;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where this platform's files lie: the framework property {@value #PROPERTY}. */
final class BaseFolder {
  static final String PROPERTY = "quoin.base";

  private BaseFolder() {}

  static Path of(BundleContext context) {
    String base = context.getProperty(PROPERTY);
    if (base == null || base.isBlank()) {
      throw new IllegalStateException("the framework property " + PROPERTY + " is not set");
    }
    return Path.of(base).toAbsolutePath();
  }
}
