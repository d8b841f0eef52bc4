package org.quoin.queue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What the bytes of a text can be read as. Bytes as characters. */
enum TextBytes {
  ASCII,
  UTF_8,
  /** None of these; RFC 1428 has a name for it. */
  UNKNOWN;

  static TextBytes of(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return ASCII;
    }
    try {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return UTF_8;
    } catch (CharacterCodingException e) {
      return UNKNOWN;
    }
  }

  /** What an operator typed, as mail has it: the bytes of UTF-8 as characters. */
  static String typed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Text of mail for people: read as UTF-8 where it is that, else every byte as a character. */
  static String readable(String bytes) {
    boolean isBytes = bytes.chars().allMatch(c -> c < 256);
    return isBytes && of(bytes) == UTF_8
        ? new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        : bytes;
  }
}
