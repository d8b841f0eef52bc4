package org.quoin.codec;

import java.io.IOException;
import java.util.List;

/**
 * The file {@code info/N} of qmail's queue (Q6, qmail-send(8)): {@code F <sender> NUL}. The time of
 * its last change is the birth of the message.
 */
public record InfoFile(String sender) {

  /**
   * @throws IllegalArgumentException if the sender has a NUL or a character that is not one byte
   */
  public InfoFile {
    NulFields.require(sender);
  }

  /**
   * Reads the file's bytes, as characters.
   *
   * @throws IOException with the fault as a predicate, such as {@code is empty}
   */
  public static InfoFile read(String file) throws IOException {
    List<String> records = NulFields.read(file);
    String first = records.getFirst();
    if (first.charAt(0) != 'F') {
      throw NulFields.unknown(first);
    }
    if (records.size() > 1) {
      throw new IOException("has more than a sender");
    }
    return new InfoFile(first.substring(1));
  }

  /** The file's bytes, as characters. */
  public String text() {
    StringBuilder out = new StringBuilder();
    NulFields.write(out, 'F', sender);
    return out.toString();
  }
}
