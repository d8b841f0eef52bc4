package org.quoin.store;

import java.io.IOException;

/** The log says something that this version does not know: hands off. */
final class UnsupportedFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsupportedFormatException(String message) {
    super(message);
  }
}
