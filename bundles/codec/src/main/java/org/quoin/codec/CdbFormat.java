package org.quoin.codec;

/**
 * What reader and writer of a cdb share. D. J. Bernstein's constant database is a file of
 * little-endian 32-bit numbers:
 *
 * <pre>
 * 256 x [ table position | slots ]                  one pair for each hash modulo 256
 * records: [ key length | value length | key | value ] ...
 * tables:  slots x [ hash | record position ] ...   position 0 = free slot
 * </pre>
 *
 * <p>A key is looked for from slot {@code (hash / 256) modulo slots} on, up to a free slot.
 */
final class CdbFormat {
  static final int TABLES = 256;

  /** Bytes of a pair of numbers, and of what stands before a record's key. */
  static final int PAIR = 8;

  /** Bytes before the first record. */
  static final int HEADER = TABLES * PAIR;

  /** The largest position that a number can hold. */
  static final long LIMIT = 0xFFFF_FFFFL;

  private static final int HASH_START = 5381;

  private CdbFormat() {}

  static long hash(byte[] key) {
    int hash = HASH_START;
    for (byte b : key) {
      hash = (hash + (hash << 5)) ^ (b & 0xFF);
    }
    return Integer.toUnsignedLong(hash);
  }

  static int table(long hash) {
    return (int) (hash % TABLES);
  }

  static long firstSlot(long hash, long slots) {
    return (hash / TABLES) % slots;
  }
}
