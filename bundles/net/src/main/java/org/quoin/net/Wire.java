package org.quoin.net;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a peer sends, still encrypted. Java's TLS asks for the header of each record and then for
 * the rest of it; here it gets both for one call of the system.
 *
 * <p>It stands where TLS expects what has been read before it came: at the plain end of that it
 * would go on to the socket's own stream and close both, while our last words are still to be said.
 * So the end is an exception here, which TLS takes for the same.
 */
final class Wire extends FilterInputStream {
  /** The largest record and its header, with some room (RFC 8446, 5.2). */
  private static final int ROOM = 17 * 1024;

  Wire(InputStream raw) {
    super(new BufferedInputStream(raw, ROOM));
  }

  @Override
  public int read() throws IOException {
    return orEnd(super.read());
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return orEnd(super.read(buffer, offset, length));
  }

  private static int orEnd(int result) throws EOFException {
    if (result < 0) {
      throw new EOFException("the peer has closed");
    }
    return result;
  }
}
