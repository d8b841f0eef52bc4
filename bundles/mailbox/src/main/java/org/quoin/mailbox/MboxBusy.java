package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else had an mbox locked as long as we were willing to wait. */
final class MboxBusy extends IOException {
  private static final long serialVersionUID = 1L;

  MboxBusy(Path mbox) {
    super(mbox + " is locked");
  }
}
