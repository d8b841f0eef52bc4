package org.quoin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the log holds can no longer be read. */
final class DamageException extends IOException {
  private static final long serialVersionUID = 1L;

  DamageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
