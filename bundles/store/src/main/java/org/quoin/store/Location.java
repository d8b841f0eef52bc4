package org.quoin.store;

/**
 * A place in the log as one number that grows with it: the segment's sequence number in the high
 * half, the byte offset in the segment in the low half.
 */
final class Location {
  /** No place at all; before every place. */
  static final long NONE = 0;

  private Location() {}

  static long of(int sequence, int offset) {
    return ((long) sequence << 32) | offset;
  }

  static int sequence(long location) {
    return (int) (location >>> 32);
  }

  static int offset(long location) {
    return (int) location;
  }

  static String text(long location) {
    return "segment " + sequence(location) + " at " + offset(location);
  }
}
