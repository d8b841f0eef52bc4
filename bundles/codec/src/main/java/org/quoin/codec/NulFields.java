package org.quoin.codec;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of a letter and a text, each ended by a NUL byte: how qmail's queue keeps envelopes (Q6).
 * Text is bytes as characters.
 */
final class NulFields {
  private NulFields() {}

  /** All records, their letter first, without the NUL. */
  static List<String> read(String file) throws IOException {
    if (file.isEmpty()) {
      throw new EOFException("is empty");
    }
    List<String> records = new ArrayList<>();
    int start = 0;
    for (int end = file.indexOf('\0'); end >= 0; end = file.indexOf('\0', start)) {
      if (end == start) {
        throw new IOException("has a record without a letter");
      }
      records.add(file.substring(start, end));
      start = end + 1;
    }
    if (start < file.length()) {
      throw new EOFException("is cut short: its last record has no end");
    }
    return records;
  }

  static void write(StringBuilder out, char letter, String text) {
    out.append(letter).append(text).append('\0');
  }

  /** What is wrong with a record of a letter that is not known. */
  static IOException unknown(String record) {
    char letter = record.charAt(0);
    String shown = letter > ' ' && letter < 0x7f ? "\"" + letter + "\"" : "number " + (int) letter;
    return new IOException("has an unknown letter, " + shown);
  }

  /**
   * @throws IllegalArgumentException if the text cannot stand in a record
   */
  static void require(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || text.charAt(i) > 0xff) {
        throw new IllegalArgumentException("a NUL, or a character that is not one byte");
      }
    }
  }
}
