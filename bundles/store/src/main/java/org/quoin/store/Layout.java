package org.quoin.store;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where everything lies.
 *
 * <pre>
 * queue/lock                    who has the store open
 * queue/journal/00000042.seg    a segment of the log; its number orders it
 * queue/journal/00000007.spare  a file waiting to become a segment; its content means nothing
 * queue/journal/00000003.damaged  a segment with unreadable places, set aside; ours to keep
 * queue/bodies/1234             a large body, the bare message; its name is its number
 * </pre>
 */
record Layout(Path folder) {
  static final String SEGMENT = ".seg";
  static final String SPARE = ".spare";
  static final String DAMAGED = ".damaged";

  Path lock() {
    return folder.resolve("lock");
  }

  Path journal() {
    return folder.resolve("journal");
  }

  Path bodies() {
    return folder.resolve("bodies");
  }

  Path segment(int sequence) {
    return journal(sequence, SEGMENT);
  }

  Path spare(int sequence) {
    return journal(sequence, SPARE);
  }

  Path damaged(int sequence) {
    return journal(sequence, DAMAGED);
  }

  Path body(long id) {
    return bodies().resolve(Long.toString(id));
  }

  private Path journal(int sequence, String suffix) {
    return journal().resolve(String.format("%08d", sequence) + suffix);
  }

  /** The number in a file name with this suffix; empty for other names. */
  static OptionalInt sequence(String name, String suffix) {
    if (!name.endsWith(suffix)) {
      return OptionalInt.empty();
    }
    OptionalLong number = number(name.substring(0, name.length() - suffix.length()));
    return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
        ? OptionalInt.of((int) number.getAsLong())
        : OptionalInt.empty();
  }

  /** A name that is a plain number. */
  static OptionalLong number(String name) {
    boolean digits = !name.isEmpty() && name.length() <= 18;
    for (int i = 0; i < name.length() && digits; i++) {
      digits = name.charAt(i) >= '0' && name.charAt(i) <= '9';
    }
    return digits ? OptionalLong.of(Long.parseLong(name)) : OptionalLong.empty();
  }
}
