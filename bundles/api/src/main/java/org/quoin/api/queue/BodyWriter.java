package org.quoin.api.queue;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.api.StoredBody;

/** A body being written. Closing it unfinished, or never appending it, leaves no trace. */
@ProviderType
public interface BodyWriter extends AutoCloseable {
  /** The number that the body will have; never used before and never again in this store. */
  long id();

  /** Where the bytes go; not thread-safe. */
  OutputStream stream();

  /**
   * Ends the body. It becomes durable no later than the first append of a record that refers to it.
   *
   * @throws IOException if it could not be written; nothing is kept
   */
  StoredBody finish() throws IOException;

  @Override
  void close();
}
