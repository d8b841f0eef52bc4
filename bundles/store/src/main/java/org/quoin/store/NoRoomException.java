package org.quoin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There is no room now; nothing was written, and the store goes on. */
final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;

  NoRoomException(String message, @Nullable Throwable cause) {
    super(cause == null ? message : message + ": " + cause.getMessage(), cause);
  }
}
