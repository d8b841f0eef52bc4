package org.quoin.store;

import java.io.IOException;

/** The disk does not give what it holds, for now: too many open files, say. */
final class UnreadException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadException(String place, IOException cause) {
    super(place + " cannot be read now: " + cause.getMessage(), cause);
  }
}
