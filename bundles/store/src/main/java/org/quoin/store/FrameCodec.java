package org.quoin.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The frames of one segment. A frame is one atomic append, 8-byte aligned:
 *
 * <pre>
 *  0 length  u32  bytes of payload; 0 = the segment ends here
 *  4 sum     u32  CRC32C of salt, epoch, sequence, offset, length, durable and payload
 *  8 tag     u32  of this use of this file: the low half of the salt
 * 12 durable u32  up to here the segment was known to be on disk when this frame was written
 * 16 payload records, then zeros to a multiple of 8
 * </pre>
 *
 * Not thread-safe.
 */
final class FrameCodec {
  static final int HEADER = 16;
  static final int ALIGNMENT = 8;

  /** Where in a frame its tag ends. */
  private static final int TAG_END = 12;

  private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 16).asReadOnlyBuffer();

  private final SegmentHeader segment;
  private final CRC32C sum = new CRC32C();
  private final ByteBuffer place = ByteBuffer.allocate(32);

  FrameCodec(SegmentHeader segment) {
    this.segment = segment;
  }

  /** Bytes that a frame with this payload takes. */
  static int size(int payload) {
    return (HEADER + payload + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** A frame's header. */
  ByteBuffer header(int offset, int durable, int length, List<ByteBuffer> payload) {
    start(offset, length, durable);
    for (ByteBuffer part : payload) {
      sum.update(part.duplicate());
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putInt(length).putInt((int) sum.getValue()).putInt(tag()).putInt(durable);
    return header.flip();
  }

  /** Whether {@code bytes} has at {@code at} a header that claims to be of this segment. */
  boolean claims(ByteBuffer bytes, int at) {
    return at + HEADER <= bytes.limit() && bytes.getInt(at + 8) == tag() && bytes.getInt(at) >= 0;
  }

  /**
   * Whether a whole and right frame starts at {@code at} in {@code bytes}.
   *
   * @param offset where that is in the segment
   */
  boolean holds(ByteBuffer bytes, int at, int offset) {
    if (!claims(bytes, at)) {
      return false;
    }
    int length = length(bytes, at);
    if (length > bytes.limit() - at - HEADER) {
      return false;
    }
    start(offset, length, durable(bytes, at));
    sum.update(bytes.slice(at + HEADER, length));
    return (int) sum.getValue() == bytes.getInt(at + 4);
  }

  /**
   * The next place behind {@code at} where a frame may start. Zeros are stepped over at once: most
   * of a segment is room that nothing was written to, and a frame has its tag.
   */
  int next(ByteBuffer bytes, int at) {
    if (tag() == 0) {
      return at + ALIGNMENT;
    }
    int room = Math.min(ZEROS.limit(), bytes.limit() - at);
    int other = bytes.slice(at, room).mismatch(ZEROS.slice(0, room));
    int zeros = other < 0 ? room : other;
    return at + Math.max(ALIGNMENT, (zeros - TAG_END + ALIGNMENT) & -ALIGNMENT);
  }

  static int length(ByteBuffer bytes, int at) {
    return bytes.getInt(at);
  }

  static int durable(ByteBuffer bytes, int at) {
    return bytes.getInt(at + 12);
  }

  private int tag() {
    return (int) segment.salt();
  }

  private void start(int offset, int length, int durable) {
    place.clear();
    place.putLong(segment.salt()).putLong(segment.epoch());
    place.putInt(segment.sequence()).putInt(offset).putInt(length).putInt(durable);
    sum.reset();
    sum.update(place.flip());
  }
}
