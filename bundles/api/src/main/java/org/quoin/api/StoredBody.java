package org.quoin.api;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/** A message as it came in, written once, immutable, re-openable while any queue refers to it. */
@ProviderType
public interface StoredBody {
  /** The body's number in its store. */
  long id();

  /** Bytes. */
  long size();

  /**
   * Opens the body at its first byte.
   *
   * @throws IOException if it cannot be read now, or nothing refers to it any more
   */
  InputStream open() throws IOException;
}
