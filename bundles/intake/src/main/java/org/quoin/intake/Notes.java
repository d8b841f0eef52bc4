package org.quoin.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What filters want done to a message that is not there yet.
 *
 * @param header header lines to put on top, each ended by LF
 * @param removed names of fields to remove from it
 * @param queue id of the instance that shall get it; null = by its recipients
 */
record Notes(String header, List<String> removed, @Nullable String queue) {
  static final Notes NONE = new Notes("", List.of(), null);

  Notes onTop(String lines) {
    return new Notes(lines + header, removed, queue);
  }

  Notes without(String field) {
    List<String> more = new ArrayList<>(removed);
    more.add(field);
    return new Notes(header, List.copyOf(more), queue);
  }

  Notes queue(String chosen) {
    return new Notes(header, removed, chosen);
  }
}
