package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.quoin.api.Content;

/**
 * What a bounce carries of the message that failed (Q18).
 *
 * @param maxBytes that may be carried; 0 = all
 * @param headerOnly whether the sender asked for no more (RFC 3461, 4.3), or the news is good
 * @param isReadable false if the message is lost: nothing of it is carried
 */
record Copy(Content content, long maxBytes, boolean headerOnly, boolean isReadable) {
  private static final int MAX_HEADER_BYTES = 1024 * 1024;

  /** Whether nothing is cut. */
  boolean isWhole() {
    return !headerOnly && (maxBytes == 0 || content.size() <= maxBytes);
  }

  /** Writes the message, or its beginning if it is too long. */
  void writeTo(OutputStream out) throws IOException {
    try (InputStream in = content.open()) {
      if (isWhole()) {
        in.transferTo(out);
      } else {
        writeBeginning(in, out);
      }
    }
  }

  private void writeBeginning(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    long left = maxBytes;
    int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
    while (count > 0) {
      out.write(buffer, 0, count);
      left -= count;
      count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
    }
  }

  /** Writes those lines of the header that fit. */
  void writeHeaderTo(OutputStream out) throws IOException {
    byte[] top;
    long most = maxBytes == 0 ? MAX_HEADER_BYTES : Math.min(maxBytes, MAX_HEADER_BYTES);
    try (InputStream in = content.open()) {
      top = in.readNBytes((int) most);
    }
    out.write(top, 0, headerBytes(top));
  }

  /** The bytes of whole lines before the first empty one. */
  private static int headerBytes(byte[] top) {
    int end = 0;
    for (int i = 0; i < top.length; i++) {
      if (top[i] == '\n') {
        if (i == end) {
          return end;
        }
        end = i + 1;
      }
    }
    return end;
  }
}
