package org.quoin.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes an input apart, from its front. Where it has ended there are zeros, and no text. */
public final class Draw {
  private final byte[] input;
  private int at;

  public Draw(byte[] input) {
    this.input = input;
  }

  /** One byte: 0 to 255. */
  public int number() {
    return at < input.length ? input[at++] & 0xFF : 0;
  }

  /** As many bytes as there are, at most so many. */
  public byte[] bytes(int most) {
    int end = Math.min(input.length, at + most);
    byte[] taken = Arrays.copyOfRange(input, at, end);
    at = end;
    return taken;
  }

  /** All that is left. */
  public byte[] rest() {
    return bytes(input.length - at);
  }

  /** All that is left, one character per byte. */
  public String text() {
    return text(rest());
  }

  public boolean hasMore() {
    return at < input.length;
  }

  /** One character per byte. */
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The other way. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
