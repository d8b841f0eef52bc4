package org.quoin.inject;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * What qmail-queue and the platform say to each other. The program sends what it gets on
 * descriptors 0 and 1, one after the other, each as pieces and an empty piece; the platform answers
 * once:
 *
 * <pre>
 * piece   length, 4 bytes, big-endian, at most {@value #LIMIT}, and so many bytes
 * answer  exit code, 1 byte, and text to the end, bytes as characters
 * </pre>
 */
final class Frames {
  /** Bytes of a piece. */
  static final int LIMIT = 1 << 16;

  private static final int HEADER = 4;

  private Frames() {}

  /** Sends all that comes, as pieces and the empty one. */
  static void send(InputStream from, OutputStream to) throws IOException {
    byte[] piece = new byte[HEADER + LIMIT];
    int count;
    do {
      count = Math.max(0, from.read(piece, HEADER, LIMIT));
      ByteBuffer.wrap(piece).putInt(count);
      to.write(piece, 0, HEADER + count);
    } while (count > 0);
    to.flush();
  }

  /** What was sent so: ends at the empty piece. */
  static InputStream receive(InputStream from) {
    return new Pieces(new DataInputStream(from));
  }

  private static final class Pieces extends InputStream {
    private final DataInputStream from;
    private int left;
    private boolean over;

    Pieces(DataInputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left == 0 && !over) {
        next();
      }
      if (over) {
        return -1;
      }
      int count = from.read(to, offset, Math.min(left, length));
      if (count < 0) {
        throw new EOFException("cut off inside a piece");
      }
      left -= count;
      return count;
    }

    private void next() throws IOException {
      int length = from.readInt();
      if (length < 0 || length > LIMIT) {
        throw new IOException("a piece of " + Integer.toUnsignedString(length) + " bytes");
      }
      left = length;
      over = length == 0;
    }
  }
}
