package org.quoin.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first block of a segment. Written and synced before the segment gets its name, never changed
 * afterwards. It stands twice in its block, so that one bad sector does not make a segment
 * unreadable.
 *
 * <pre>
 *  0 magic    8 bytes "QUOINLOG"      24 salt      u64  random for each use of the file
 *  8 version  u32  1                  32 next      u64  no number from here on was used before
 * 12 sequence u32                     40 store     8 bytes [a-z0-9]
 * 16 epoch    u64  grows at each open 48 zeros, then at 60: CRC32C of bytes 0 to 59
 * </pre>
 *
 * @param salt makes frames of an earlier life of the file, and bytes of a mail that look like a
 *     frame, worthless: nobody who does not know it can compute a frame's checksum
 * @param next smallest message or body number that was free when this header was written
 */
record SegmentHeader(String store, int sequence, long epoch, long salt, long next) {
  /** Bytes before the first frame. */
  static final int BLOCK = 4096;

  private static final int SECOND_COPY = 2048;
  private static final int LENGTH = 64;
  private static final int VERSION = 1;
  private static final long MAGIC = ByteBuffer.wrap(ascii("QUOINLOG")).getLong();

  ByteBuffer encode() {
    ByteBuffer copy = ByteBuffer.allocate(LENGTH);
    copy.putLong(MAGIC).putInt(VERSION).putInt(sequence).putLong(epoch).putLong(salt).putLong(next);
    copy.put(ascii(store));
    copy.putInt(LENGTH - 4, sum(copy));
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    block.put(0, copy.array()).put(SECOND_COPY, copy.array());
    return block;
  }

  /**
   * Reads the first block of a file.
   *
   * @return empty if neither copy can be read
   * @throws UnsupportedFormatException if it is of another version
   */
  static Optional<SegmentHeader> decode(ByteBuffer block) throws UnsupportedFormatException {
    int foreign = VERSION;
    for (int at = 0; at <= SECOND_COPY && at + LENGTH <= block.limit(); at += SECOND_COPY) {
      ByteBuffer copy = block.slice(at, LENGTH);
      boolean ours = copy.getLong(0) == MAGIC;
      int version = copy.getInt(8);
      if (ours && version == VERSION && copy.getInt(LENGTH - 4) == sum(copy)) {
        return Optional.of(fields(copy));
      }
      foreign = ours ? version : foreign;
    }
    if (foreign != VERSION) {
      throw new UnsupportedFormatException(
          "format version " + foreign + ", but this Quoin knows only version " + VERSION);
    }
    return Optional.empty();
  }

  private static SegmentHeader fields(ByteBuffer copy) {
    byte[] store = new byte[8];
    copy.get(40, store);
    return new SegmentHeader(
        new String(store, StandardCharsets.US_ASCII),
        copy.getInt(12),
        copy.getLong(16),
        copy.getLong(24),
        copy.getLong(32));
  }

  private static int sum(ByteBuffer copy) {
    CRC32C sum = new CRC32C();
    sum.update(copy.slice(0, LENGTH - 4));
    return (int) sum.getValue();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
