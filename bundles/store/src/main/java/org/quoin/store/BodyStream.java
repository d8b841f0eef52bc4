package org.quoin.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A body being read piece by piece; at its end the checksum is compared. */
final class BodyStream extends InputStream {
  private static final int PIECE = 64 << 10;

  /** Reads a piece of a body. */
  @FunctionalInterface
  interface Source {
    /** Fills the first {@code length} bytes of {@code target} from {@code position} on. */
    void read(long position, byte[] target, int length) throws IOException;
  }

  private final BodyRef body;
  private final Source source;
  private final BodySum sum;
  private final byte[] piece;
  private long position;
  private int next;
  private int limit;

  BodyStream(BodyRef body, Source source) {
    this.body = body;
    this.source = source;
    this.sum = new BodySum(body.id());
    this.piece = new byte[(int) Math.min(PIECE, body.size())];
  }

  @Override
  public int read() throws IOException {
    return more() ? piece[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int count = Math.min(length, limit - next);
    System.arraycopy(piece, next, target, offset, count);
    next += count;
    return count;
  }

  @Override
  public int available() {
    return limit - next;
  }

  /** The last piece is not handed out before the whole is known to be right. */
  private boolean more() throws IOException {
    if (next < limit) {
      return true;
    }
    if (position == body.size()) {
      return false;
    }
    int length = (int) Math.min(piece.length, body.size() - position);
    source.read(position, piece, length);
    sum.update(piece, 0, length);
    position += length;
    if (position == body.size() && sum.value() != body.sum()) {
      throw new IOException("body " + body.id() + " is damaged: wrong checksum");
    }
    next = 0;
    limit = length;
    return true;
  }
}
