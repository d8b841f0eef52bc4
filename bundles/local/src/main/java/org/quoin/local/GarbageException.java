package org.quoin.local;

import java.io.IOException;

/** The other side has said what it must not say. */
final class GarbageException extends IOException {
  private static final long serialVersionUID = 1L;

  GarbageException(String what) {
    super(what);
  }
}
