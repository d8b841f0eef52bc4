package org.quoin.mailbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a message so that none of its lines looks like the beginning of another one (L11): {@code
 * >} goes before each {@code From }, with any number of {@code >} before it already. Holds back no
 * more than the beginning of a line, and of that only how long it is.
 */
final class FromQuoting {
  private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;

  /** How many {@code >} begin this line, and how many bytes of {@link #FROM} follow: held back. */
  private long arrows;

  private int matched;

  /** Whether the beginning of this line is decided and written. */
  private boolean decided;

  FromQuoting(OutputStream out) {
    this.out = out;
  }

  void write(byte[] bytes, int count) throws IOException {
    int i = 0;
    while (i < count) {
      i = decided ? copyLine(bytes, i, count) : look(bytes, i);
    }
  }

  /** Ends the message: also its last line, if that has no end. */
  void end() throws IOException {
    if (decided || arrows > 0 || matched > 0) {
      release();
      out.write('\n');
      decided = false;
    }
  }

  private int copyLine(byte[] bytes, int from, int count) throws IOException {
    int to = from;
    while (to < count && bytes[to] != '\n') {
      to++;
    }
    decided = to == count;
    int end = decided ? count : to + 1;
    out.write(bytes, from, end - from);
    return end;
  }

  /** Looks at one byte near the beginning of a line; where to go on. */
  private int look(byte[] bytes, int i) throws IOException {
    if (bytes[i] == '>' && matched == 0) {
      arrows++;
      return i + 1;
    }
    if (bytes[i] == FROM[matched]) {
      matched++;
      if (matched == FROM.length) {
        out.write('>');
        release();
      }
      return i + 1;
    }
    release();
    return i;
  }

  private void release() throws IOException {
    for (; arrows > 0; arrows--) {
      out.write('>');
    }
    out.write(FROM, 0, matched);
    matched = 0;
    decided = true;
  }
}
