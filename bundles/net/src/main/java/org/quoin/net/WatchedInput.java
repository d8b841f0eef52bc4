package org.quoin.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** A socket's input that knows since when somebody has been waiting for its next byte. */
final class WatchedInput extends InputStream {
  private final InputStream socket;
  private volatile long waitingSince;
  private volatile boolean expired;

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
      int count = socket.read(buffer, offset, length);
      if (count < 0 && expired) {
        throw new SocketTimeoutException("the peer was silent too long");
      }
      return count;
    } finally {
      waitingSince = 0;
    }
  }

  /** From now on the end of input is a timeout. */
  void expire() {
    expired = true;
  }

  @Override
  public int available() throws IOException {
    return socket.available();
  }

  /** How long a read has been waiting now; 0 if none is. */
  long waitingNanos() {
    long since = waitingSince;
    return since == 0 ? 0 : System.nanoTime() - since;
  }
}
