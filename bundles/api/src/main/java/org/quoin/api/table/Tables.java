package org.quoin.api.table;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tables by name, so that a rule keeps a name and never an object. A name that ends in {@code .cdb}
 * is a compiled file in {@code control/}, always as it is on disk now.
 */
@ProviderType
public interface Tables {
  /**
   * Whether there is such a table now, for rules to which it is optional.
   *
   * @throws IOException if it is there and cannot be opened, or that cannot be said now
   */
  boolean isThere(String name) throws IOException;

  /**
   * The table of this name. While nobody provides it, each of its answers is an IOException: an
   * absent table is not an empty one.
   */
  LookupTable table(String name);
}
