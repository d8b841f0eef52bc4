package org.quoin.api;

import java.nio.charset.StandardCharsets;

/**
 * A recipient's address exactly as given: bytes, one character per byte (ISO-8859-1), never decoded
 * or folded.
 *
 * <p>The domain is what follows the last {@code @} (qmail's rule, RFC 5321 allows {@code @} in a
 * quoted local part); an address without {@code @} has an empty domain.
 *
 * @param text the address without angle brackets; may be empty; no NUL, no character above U+00FF
 */
public record Address(String text) {

  /**
   * @throws IllegalArgumentException if {@code text} has a NUL or a character that is not one byte
   */
  public Address {
    Bytes.require(text);
  }

  /** Everything before the last {@code @}, or the whole text if there is none. Case is kept. */
  public String localPart() {
    int at = text.lastIndexOf('@');
    return at < 0 ? text : text.substring(0, at);
  }

  /** Everything after the last {@code @}, or the empty string. Case is kept. */
  public String domain() {
    int at = text.lastIndexOf('@');
    return at < 0 ? "" : text.substring(at + 1);
  }

  public boolean hasDomain() {
    return text.indexOf('@') >= 0;
  }

  /** The text read as UTF-8 (RFC 6531), for people; malformed bytes become U+FFFD. */
  public String utf8() {
    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text;
  }
}
