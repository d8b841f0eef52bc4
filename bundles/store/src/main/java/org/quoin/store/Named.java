package org.quoin.store;

import java.nio.file.Path;

/**
 * A store as it is configured.
 *
 * @param name by which instances choose it
 */
record Named(String name, Settings settings) {
  /** The store that is there without any configuration. */
  static final String DEFAULT = "journal";

  Path folder() {
    return settings.folder();
  }
}
