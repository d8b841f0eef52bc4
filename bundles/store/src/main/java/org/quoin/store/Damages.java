package org.quoin.store;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * All damage that was found when the log was read. What stands behind the acceptance of a message
 * may have eaten marks of it; a number tells one such set of places from another.
 */
final class Damages {
  static final Damages NONE = new Damages(List.of());

  /** Where each ends, in order. */
  private final long[] ends;

  /** The number of each together with all behind it. */
  private final int[] numbers;

  Damages(List<Damage> found) {
    List<Damage> inOrder = found.stream().sorted(Comparator.comparingLong(Damage::to)).toList();
    ends = inOrder.stream().mapToLong(Damage::to).toArray();
    numbers = new int[ends.length];
    for (int i = ends.length - 1; i >= 0; i--) {
      numbers[i] = number(inOrder.get(i), i + 1 < ends.length ? numbers[i + 1] : 0);
    }
  }

  /** Never 0. */
  private static int number(Damage damage, int rest) {
    CRC32C sum = new CRC32C();
    sum.update(
        ByteBuffer.allocate(20).putLong(damage.from()).putLong(damage.to()).putInt(rest).flip());
    return Math.max(1, (int) (sum.getValue() & Integer.MAX_VALUE));
  }

  boolean isEmpty() {
    return ends.length == 0;
  }

  /** The number of all damage that ends behind this place; 0 if there is none. */
  int behind(long place) {
    int low = 0;
    int high = ends.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == ends.length ? 0 : numbers[low];
  }
}
