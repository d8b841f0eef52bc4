package org.quoin.smtpd;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Base64 of lines, and the text in their bytes. Bytes are characters here. */
final class SaslLine {
  private SaslLine() {}

  static String encoded(String bytes) {
    return encoded(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Empty if it is not base64 of exactly one form (RFC 4648, 3.5 and 4): padded, with no bit left
   * over and nothing in between.
   */
  static Optional<String> decoded(String line) {
    try {
      byte[] bytes = Base64.getDecoder().decode(line.getBytes(StandardCharsets.ISO_8859_1));
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return Optional.of(text).filter(same -> encoded(same).equals(line));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text in bytes of UTF-8; empty if they are not. */
  static Optional<String> utf8(String bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
