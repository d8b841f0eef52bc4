package org.quoin.codec;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by number, in a table with open addressing: 12 bytes for each place, of which a third to
 * two thirds are taken. Each of a million waiting mails stands in three of these; with a node and a
 * boxed number for each they would take three times as much. Not thread-safe, in no order.
 */
public final class LongMap<V> {
  private static final int SMALLEST = 16;

  /** Spreads numbers that follow each other over the whole table (Fibonacci hashing). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[SMALLEST];
  private @Nullable Object[] values = new Object[SMALLEST];
  private int size;

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public @Nullable V get(long key) {
    return value(place(key));
  }

  /**
   * @return what stood there before
   */
  public @Nullable V put(long key, V value) {
    int place = place(key);
    V before = value(place);
    keys[place] = key;
    values[place] = value;
    if (before == null) {
      size++;
      resizeIfNeeded();
    }
    return before;
  }

  /**
   * @return what stood there
   */
  public @Nullable V remove(long key) {
    int place = place(key);
    V before = value(place);
    if (before != null) {
      values[place] = null;
      size--;
      closeUp(place);
      resizeIfNeeded();
    }
    return before;
  }

  /** The map must not be changed meanwhile. */
  public void forEach(Consumer<? super V> visitor) {
    for (int place = 0; place < values.length; place++) {
      V value = value(place);
      if (value != null) {
        visitor.accept(value);
      }
    }
  }

  @SuppressWarnings("unchecked") // nothing but values of this type are put in
  private @Nullable V value(int place) {
    return (V) values[place];
  }

  /** Where the key stands, or the empty place where it would. */
  private int place(long key) {
    int place = home(key);
    while (values[place] != null && keys[place] != key) {
      place = next(place);
    }
    return place;
  }

  private int home(long key) {
    return (int) ((key * SPREAD) >>> (Long.numberOfLeadingZeros(values.length) + 1));
  }

  private int next(int place) {
    return (place + 1) & (values.length - 1);
  }

  /** Moves up whoever stands behind a place that has become empty and would not be found there. */
  private void closeUp(int hole) {
    int empty = hole;
    for (int place = next(hole); values[place] != null; place = next(place)) {
      int distance = (place - home(keys[place])) & (values.length - 1);
      if (distance >= ((place - empty) & (values.length - 1))) {
        keys[empty] = keys[place];
        values[empty] = values[place];
        values[place] = null;
        empty = place;
      }
    }
  }

  private void resizeIfNeeded() {
    int places = values.length;
    if (3L * size > 2L * places) {
      resize(Math.multiplyExact(places, 2));
    } else if (places > SMALLEST && 8L * size < places) {
      resize(places / 2);
    }
  }

  private void resize(int places) {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new long[places];
    values = new Object[places];
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] != null) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        values[place] = oldValues[i];
      }
    }
  }
}
