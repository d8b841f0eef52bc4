package org.quoin.intake;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quoin.codec.AsciiCase;

/**
 * What filters want done to a message that is not there yet.
 *
 * @param header header lines to put on top, each ended by LF
 * @param removed names of fields to remove from it, in lower case
 * @param queue id of the instance that shall get it; null = by its recipients
 */
record Notes(String header, Set<String> removed, @Nullable String queue) {
  static final Notes NONE = new Notes("", Set.of(), null);

  Notes onTop(String lines) {
    return new Notes(lines + header, removed, queue);
  }

  Notes without(String field) {
    String name = AsciiCase.lower(field);
    if (removed.contains(name)) {
      return this;
    }
    Set<String> more = new HashSet<>(removed);
    more.add(name);
    return new Notes(header, Set.copyOf(more), queue);
  }

  Notes queue(String chosen) {
    return new Notes(header, removed, chosen);
  }
}
