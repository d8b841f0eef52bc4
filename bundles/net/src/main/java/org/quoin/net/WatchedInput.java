package org.quoin.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** A socket's input that knows since when somebody has been waiting for its next byte. */
final class WatchedInput extends InputStream {
  private static final int NOTHING = -1;

  private final Socket socket;
  private final InputStream bytes;
  private volatile long waitingSince;
  private volatile long listeningSince;
  private volatile boolean expired;
  private volatile boolean ended;

  /** A byte that came while nobody wanted it yet. */
  private int early = NOTHING;

  /**
   * @param socket of the system or, over it, of TLS
   */
  WatchedInput(Socket socket) throws IOException {
    this.socket = socket;
    this.bytes = socket.getInputStream();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (early != NOTHING && length > 0) {
      buffer[offset] = (byte) early;
      early = NOTHING;
      return 1;
    }
    waitingSince = System.nanoTime() | 1;
    try {
      int count = readOrEnd(buffer, offset, length);
      if (count < 0 && expired) {
        throw new SocketTimeoutException("the peer was silent too long");
      }
      return count;
    } finally {
      waitingSince = 0;
    }
  }

  /** TLS takes an end that the peer has not announced for an attack; this one is ours. */
  private int readOrEnd(byte[] buffer, int offset, int length) throws IOException {
    try {
      return bytes.read(buffer, offset, length);
    } catch (SSLException e) {
      if (ended) {
        return -1;
      }
      throw e;
    }
  }

  /**
   * Waits until the peer sends something, which stays unread, or closes; at most this long.
   *
   * @return whether it has sent something
   */
  boolean speaksWithin(Duration time) throws IOException {
    if (early != NOTHING || time.toMillis() < 1) {
      return available() > 0;
    }
    int before = socket.getSoTimeout();
    socket.setSoTimeout((int) Math.min(time.toMillis(), Integer.MAX_VALUE));
    listeningSince = System.nanoTime() | 1;
    try {
      byte[] one = new byte[1];
      early = readOrEnd(one, 0, 1) < 0 ? NOTHING : one[0] & 0xFF;
      return early != NOTHING;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      listeningSince = 0;
      socket.setSoTimeout(before);
    }
  }

  /** From now on the end of input is a timeout. */
  void expire() {
    expired = true;
  }

  /** The end of input is made by us and soon to be read. */
  void end() {
    ended = true;
  }

  @Override
  public int available() throws IOException {
    return bytes.available() + (early == NOTHING ? 0 : 1);
  }

  /** How long a read has been waiting now; 0 if none is. */
  long waitingNanos() {
    return nanosSince(waitingSince);
  }

  /** As {@link #waitingNanos}, also while the peer may be silent: {@link #speaksWithin}. */
  long silentNanos() {
    return Math.max(waitingNanos(), nanosSince(listeningSince));
  }

  private static long nanosSince(long since) {
    return since == 0 ? 0 : System.nanoTime() - since;
  }
}
