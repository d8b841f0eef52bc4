package org.quoin.queue;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One part of a multipart message (RFC 2046).
 *
 * @param type value of its Content-Type
 */
record Part(String type, Body body) {
  /** Writes the same bytes every time. */
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }
}
