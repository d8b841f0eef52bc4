package org.quoin.api.queue;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A store has not failed, but it is short of room, on its disk or for messages: try again later.
 */
public final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is short, for the operator
   */
  public NoRoomException(String message, @Nullable Throwable cause) {
    super(cause == null ? message : message + ": " + cause.getMessage(), cause);
  }
}
