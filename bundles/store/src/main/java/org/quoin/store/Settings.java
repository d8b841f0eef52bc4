package org.quoin.store;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What an operator may choose.
 *
 * @param folder where the store lies
 * @param segmentBytes size of a segment file; also bounds what one append may hold
 * @param inlineBytes larger bodies become files
 * @param heapBytes all bodies on their way into the log together; beyond it they become files
 * @param waitingBytes records that wait for the committer; beyond it callers block
 * @param minFree room on the disk below which no new body is begun, bytes; empty = by the size of
 *     the file system, see {@link Room}
 * @param noteMillis the longest time a note waits for its sync
 * @param maxMessages live messages of all queues beyond which no new body is begun
 */
record Settings(
    Path folder,
    int segmentBytes,
    int inlineBytes,
    long heapBytes,
    long waitingBytes,
    OptionalLong minFree,
    int noteMillis,
    int maxMessages) {
  private static final int SMALLEST_SEGMENT = 4 * SegmentHeader.BLOCK;
  private static final int LARGEST_SEGMENT = 512 << 20;

  /**
   * @throws IllegalArgumentException if a value makes no sense
   */
  Settings {
    require(
        segmentBytes >= SMALLEST_SEGMENT && segmentBytes <= LARGEST_SEGMENT,
        "segment.bytes",
        segmentBytes,
        "from " + SMALLEST_SEGMENT + " to " + LARGEST_SEGMENT);
    require(segmentBytes % 4096 == 0, "segment.bytes", segmentBytes, "a multiple of 4096");
    require(
        inlineBytes >= 0 && inlineBytes <= segmentBytes / 4,
        "inline.bytes",
        inlineBytes,
        "from 0 to a quarter of segment.bytes");
    require(heapBytes >= 0, "heap.bytes", heapBytes, "0 or more");
    require(minFree.orElse(0) >= 0, "min.free", minFree.orElse(0), "0 or more");
    require(maxMessages > 0, "max.messages", maxMessages, "1 or more");
    if (waitingBytes <= 0 || noteMillis <= 0) {
      throw new IllegalArgumentException("what waits must have a limit");
    }
  }

  private static void require(boolean condition, String key, long value, String allowed) {
    if (!condition) {
      throw refusal(key, Long.toString(value), allowed);
    }
  }

  /** Names key, value and what is allowed. */
  static IllegalArgumentException refusal(String key, String value, String allowed) {
    return new IllegalArgumentException(
        "\"" + key + "\" is \"" + value + "\", but must be " + allowed);
  }

  static Settings defaults(Path folder) {
    return new Settings(
        folder, 32 << 20, 256 << 10, 64L << 20, 16L << 20, OptionalLong.empty(), 1000, 1_000_000);
  }

  /** The longest payload that fits into an empty segment. */
  int longestPayload() {
    return segmentBytes - SegmentHeader.BLOCK - 2 * FrameCodec.HEADER - FrameCodec.ALIGNMENT;
  }
}
