package org.quoin.programs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of a {@link Notebook}, a line of its file: {@code seconds key value}, key and value as
 * 64 hexadecimal digits each.
 *
 * @param seconds when it was made, since 1970
 */
record Note(long seconds, String key, String value) {
  /** Longest line, with its end. */
  static final int MOST_BYTES = 12 + 1 + 64 + 1 + 64 + 1;

  private static final Pattern LINE = Pattern.compile("(\\d{1,12}) ([0-9a-f]{64}) ([0-9a-f]{64})");

  /** Empty if it is no such line. */
  static Optional<Note> of(String line) {
    Matcher note = LINE.matcher(line);
    return note.matches()
        ? Optional.of(new Note(Long.parseLong(note.group(1)), note.group(2), note.group(3)))
        : Optional.empty();
  }

  String line() {
    return seconds + " " + key + " " + value + "\n";
  }
}
