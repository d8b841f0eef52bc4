package org.quoin.api.table;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Answers by key. Keys and values are bytes as characters. */
@ConsumerType
@FunctionalInterface
public interface LookupTable {
  /**
   * The value of the first of these keys that the table has. All of them are looked up in one
   * version of the table.
   *
   * @return empty if it has none of them
   * @throws IOException if it cannot say now
   */
  Optional<String> find(List<String> keys) throws IOException;
}
