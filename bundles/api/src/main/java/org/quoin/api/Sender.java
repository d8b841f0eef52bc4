package org.quoin.api;

/**
 * The envelope sender: an address, nothing at all (a bounce), or {@code #@[]} (a double bounce).
 *
 * @param text bytes as in {@link Address}; empty for a bounce
 */
public record Sender(String text) {
  /** The null sender {@code <>} of a bounce. */
  public static final Sender NULL = new Sender("");

  /** qmail's sender of a double bounce, which must never bounce again (Q17). */
  public static final Sender DOUBLE_BOUNCE = new Sender("#@[]");

  /**
   * @throws IllegalArgumentException if {@code text} has a NUL or a character that is not one byte
   */
  public Sender {
    Bytes.require(text);
  }

  public boolean isNull() {
    return text.isEmpty();
  }

  public boolean isDoubleBounce() {
    return equals(DOUBLE_BOUNCE);
  }

  @Override
  public String toString() {
    return text;
  }
}
