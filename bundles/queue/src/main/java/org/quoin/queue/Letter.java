package org.quoin.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** A bounce, or good news, in one of the formats. */
sealed interface Letter permits Qsbmf, StatusReport {
  /**
   * Writes header and body, with LF line ends.
   *
   * @throws IOException if the message cannot be read, or the bounce cannot be taken
   */
  void writeTo(OutputStream out, Instant now, Copy copy) throws IOException;
}
