package org.quoin.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The files {@code local/N} and {@code remote/N} of qmail's queue (Q6, qmail-send(8)): recipients
 * of one channel, rewritten, {@code T <address> NUL} each. When one is done its letter is
 * overwritten with {@code D}. The time of the file's last change is the time of its next attempt.
 */
public record ChannelFile(List<Line> lines) {

  /**
   * One recipient.
   *
   * @param done delivered, or failed and told in the bounce file
   */
  public record Line(boolean done, String address) {
    /**
     * @throws IllegalArgumentException if the address has a NUL or a character that is not one byte
     */
    public Line {
      NulFields.require(address);
    }
  }

  /**
   * @throws IllegalArgumentException if there is none: then qmail has no such file
   */
  public ChannelFile {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("no recipient");
    }
  }

  /**
   * Reads the file's bytes, as characters.
   *
   * @throws IOException with the fault as a predicate, such as {@code is empty}
   */
  public static ChannelFile read(String file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String record : NulFields.read(file)) {
      switch (record.charAt(0)) {
        case 'T' -> lines.add(new Line(false, record.substring(1)));
        case 'D' -> lines.add(new Line(true, record.substring(1)));
        default -> throw NulFields.unknown(record);
      }
    }
    return new ChannelFile(lines);
  }

  /** The file's bytes, as characters. */
  public String text() {
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> NulFields.write(out, line.done() ? 'D' : 'T', line.address()));
    return out.toString();
  }
}
