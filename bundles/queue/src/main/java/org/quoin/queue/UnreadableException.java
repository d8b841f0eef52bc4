package org.quoin.queue;

import java.io.IOException;

/** The body of one message cannot be read; others may be. */
final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
