package org.quoin.local;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What is logged in a worker during a delivery, its beginning: the answer carries it. */
final class WorkerNotes extends OutputStream {
  private final byte[] bytes = new byte[WorkerAnswer.MOST_NOTES];
  private int length;

  @Override
  public synchronized void write(int b) {
    if (length < bytes.length) {
      bytes[length++] = (byte) b;
    }
  }

  @Override
  public synchronized void write(byte[] from, int offset, int count) {
    int room = Math.min(count, bytes.length - length);
    System.arraycopy(from, offset, bytes, length, room);
    length += room;
  }

  /** All that came since the last time. */
  synchronized String take() {
    String text = new String(Arrays.copyOf(bytes, length), StandardCharsets.ISO_8859_1);
    length = 0;
    return text;
  }
}
