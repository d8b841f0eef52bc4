package org.quoin.mailbox;

import java.io.IOException;

/** The message could not be read from its store, in distinction to a file we could not write. */
final class UnreadableMessage extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableMessage(String text) {
    super(text);
  }

  UnreadableMessage(IOException cause) {
    super(cause);
  }
}
