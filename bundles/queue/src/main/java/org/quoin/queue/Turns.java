package org.quoin.queue;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recipients in a row: whoever is due first goes first, and of two that are due together the one
 * whose message is older. Each recipient knows its place in the one row that it stands in, so
 * whoever leaves early is taken out at once and costs nothing more: a place here is one reference.
 */
final class Turns {
  private static final int SMALLEST = 8;

  /** A binary heap; the children of place n are at 2n+1 and 2n+2. */
  private @Nullable Recipient[] row = new Recipient[SMALLEST];

  private int size;

  /** It must not stand in any row. */
  void add(Recipient recipient) {
    if (size == row.length) {
      row = Arrays.copyOf(row, size + (size >> 1));
    }
    up(recipient, size++);
  }

  Optional<Recipient> peek() {
    return Optional.ofNullable(row[0]);
  }

  Optional<Recipient> poll() {
    Optional<Recipient> first = peek();
    first.ifPresent(this::remove);
    return first;
  }

  /** It stands in this row. */
  void remove(Recipient recipient) {
    int place = recipient.turn();
    Recipient last = at(--size);
    row[size] = null;
    recipient.stands(null, 0);
    if (place < size) {
      up(last, place);
      down(last, last.turn());
    }
    if (size > SMALLEST && size < row.length / 4) {
      row = Arrays.copyOf(row, row.length / 2);
    }
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** In no order; the row must not be changed meanwhile. */
  void forEach(Consumer<Recipient> visitor) {
    for (int i = 0; i < size; i++) {
      visitor.accept(at(i));
    }
  }

  private void up(Recipient recipient, int from) {
    int place = from;
    while (place > 0 && recipient.isBefore(at((place - 1) / 2))) {
      set(at((place - 1) / 2), place);
      place = (place - 1) / 2;
    }
    set(recipient, place);
  }

  private void down(Recipient recipient, int from) {
    int place = from;
    int child = firstChild(place);
    while (child < size && at(child).isBefore(recipient)) {
      set(at(child), place);
      place = child;
      child = firstChild(place);
    }
    set(recipient, place);
  }

  private int firstChild(int place) {
    int left = 2 * place + 1;
    return left + 1 < size && at(left + 1).isBefore(at(left)) ? left + 1 : left;
  }

  private Recipient at(int place) {
    Recipient recipient = row[place];
    if (recipient == null) {
      throw new IllegalStateException("nobody stands at " + place);
    }
    return recipient;
  }

  private void set(Recipient recipient, int place) {
    row[place] = recipient;
    recipient.stands(this, place);
  }
}
