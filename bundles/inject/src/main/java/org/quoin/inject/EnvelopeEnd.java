package org.quoin.inject;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What is on descriptor 1 up to the end of the envelope: the NUL where a letter is due. The real
 * qmail-queue reads no further either, so its callers may keep the descriptor open.
 */
final class EnvelopeEnd extends FilterInputStream {
  private boolean letterDue = true;
  private boolean over;

  EnvelopeEnd(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int count = over ? -1 : in.read(to, offset, length);
    for (int i = 0; i < count; i++) {
      boolean nul = to[offset + i] == 0;
      if (nul && letterDue) {
        over = true;
        return i + 1;
      }
      letterDue = nul;
    }
    return count;
  }
}
