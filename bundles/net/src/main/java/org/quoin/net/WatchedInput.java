package org.quoin.net;

import java.io.IOException;
import java.io.InputStream;

/** A socket's input that knows since when somebody has been waiting for its next byte. */
final class WatchedInput extends InputStream {
  private final InputStream socket;
  private volatile long waitingSince;

  WatchedInput(InputStream socket) {
    this.socket = socket;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    waitingSince = System.nanoTime() | 1;
    try {
      return socket.read(buffer, offset, length);
    } finally {
      waitingSince = 0;
    }
  }

  @Override
  public int available() throws IOException {
    return socket.available();
  }

  /** Whether a read has been waiting for at least this long. */
  boolean waitingFor(long nanos) {
    long since = waitingSince;
    return since != 0 && System.nanoTime() - since >= nanos;
  }
}
