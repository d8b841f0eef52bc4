package org.quoin.queue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Looks at the bytes of a part before it is written: how it is encoded, what occurs in it. */
final class Survey extends OutputStream {
  private static final int MAX_LINE = 998;

  /** Content-Transfer-Encodings that leave bytes as they are (RFC 2045, 6.2), in their order. */
  enum Encoding {
    SEVEN_BIT("7bit"),
    EIGHT_BIT("8bit"),
    BINARY("binary");

    private final String word;

    Encoding(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  private final byte[] sought;
  private Encoding encoding = Encoding.SEVEN_BIT;
  private int line;
  private int matched;
  private boolean found;

  /**
   * @param boundary whose first character occurs nowhere else in it
   */
  Survey(String boundary) {
    this.sought = boundary.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void write(int octet) {
    look((byte) octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      look(bytes[i]);
    }
  }

  private void look(byte octet) {
    line = octet == '\n' ? 0 : line + 1;
    if (octet == 0 || octet == '\r' || line > MAX_LINE) {
      encoding = Encoding.BINARY;
    } else if (octet < 0 && encoding == Encoding.SEVEN_BIT) {
      encoding = Encoding.EIGHT_BIT;
    }
    matched = octet == sought[matched] ? matched + 1 : octet == sought[0] ? 1 : 0;
    if (matched == sought.length) {
      found = true;
      matched = 0;
    }
  }

  Encoding encoding() {
    return encoding;
  }

  /** Whether the boundary occurs anywhere. */
  boolean hasBoundary() {
    return found;
  }
}
