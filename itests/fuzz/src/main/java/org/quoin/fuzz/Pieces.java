package org.quoin.fuzz;

import java.io.ByteArrayInputStream;

/** A peer that sends its bytes in pieces of these sizes, over and over. */
public final class Pieces extends ByteArrayInputStream {
  private final int[] sizes;
  private int turn;

  /**
   * @param sizes 0 is as good as 1
   */
  public Pieces(byte[] bytes, int... sizes) {
    super(bytes);
    this.sizes = sizes.clone();
  }

  @Override
  public synchronized int read(byte[] buffer, int offset, int length) {
    int most = Math.max(1, sizes[turn++ % sizes.length]);
    return super.read(buffer, offset, Math.min(length, most));
  }

  /** How many bytes were taken. */
  public synchronized int taken() {
    return pos;
  }
}
