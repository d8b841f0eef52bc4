package org.quoin.policy;

/**
 * What is known about a triplet, or about a client's network.
 *
 * @param first when it came first, in seconds since 1970
 * @param last when it was seen to pass last, or {@code first}
 * @param passes of a triplet 0 while it has to wait; of a network its triplets that have passed
 */
record GreyEntry(long first, long last, int passes) {
  static GreyEntry waiting(long now) {
    return new GreyEntry(now, now, 0);
  }

  GreyEntry passed(long now) {
    return new GreyEntry(first, now, Math.min(passes, Integer.MAX_VALUE - 1) + 1);
  }

  GreyEntry seen(long now) {
    return new GreyEntry(first, now, passes);
  }
}
