package org.quoin.smtpd;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Puts a CR before every LF that has none, as fixcrio did in front of qmail-smtpd (S9). Whoever
 * lets a peer end lines so lets it decide where messages end.
 */
final class FixCrio extends FilterInputStream {
  /** The variable that asks for it. */
  static final String VARIABLE = "FIXCRIO";

  private final byte[] raw = new byte[4096];
  private int start;
  private int end;
  private boolean afterCr;

  FixCrio(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (start == end) {
      start = 0;
      end = Math.max(0, super.read(raw, 0, raw.length));
      if (end == 0) {
        return -1;
      }
    }
    int count = 0;
    while (count < length && start < end) {
      boolean bare = raw[start] == '\n' && !afterCr;
      byte c = bare ? (byte) '\r' : raw[start++];
      afterCr = c == '\r';
      buffer[offset + count++] = c;
    }
    return count;
  }

  @Override
  public int available() throws IOException {
    return end - start + super.available();
  }
}
