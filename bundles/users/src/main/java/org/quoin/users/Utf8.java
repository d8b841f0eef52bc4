package org.quoin.users;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as characters, turned into text for a console and back. */
final class Utf8 {
  private Utf8() {}

  /**
   * What a console shall write so that these bytes come out.
   *
   * @throws IllegalStateException if they are not UTF-8: other bytes would come out
   */
  static String shown(String bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("there are bytes that are not UTF-8", e);
    }
  }

  /** The bytes of what was typed. */
  static String bytes(String typed) {
    return new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
