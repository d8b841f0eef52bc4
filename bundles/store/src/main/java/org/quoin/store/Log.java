package org.quoin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.quoin.api.queue.NoRoomException;

/**
 * The head of the log: frames gather in a buffer, go to the file by one write, and become durable
 * by one sync. Only the committer's thread touches it.
 */
final class Log {
  private static final int BUFFER = 1 << 20;
  private static final ByteBuffer PADDING = ByteBuffer.allocate(FrameCodec.ALIGNMENT);

  private final Supply supply;
  private final Ring ring;
  private final int segmentBytes;
  private final int longestPayload;
  private final long noteNanos;
  private final Counters counters;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  private Supply.Fresh head;
  private FrameCodec frames;

  /** Where the next frame goes; what is before {@code written} is in the file. */
  private int position = SegmentHeader.BLOCK;

  private int written = SegmentHeader.BLOCK;
  private int durable = SegmentHeader.BLOCK;

  /** When the oldest byte that is not durable was put here, by the machine's running clock. */
  private long dirtySince;

  Log(Supply supply, Ring ring, int sequence, Settings settings, Counters counters)
      throws IOException {
    this.supply = supply;
    this.ring = ring;
    this.segmentBytes = settings.segmentBytes();
    this.longestPayload = settings.longestPayload();
    this.noteNanos = TimeUnit.MILLISECONDS.toNanos(settings.noteMillis());
    this.counters = counters;
    supply.prepare(sequence);
    this.head = supply.take(sequence);
    this.frames = new FrameCodec(head.header());
    supply.prepare(sequence + 1);
  }

  /**
   * Puts a frame behind the others; it is readable after {@link #flush} and durable after {@link
   * #sync}.
   *
   * @return the place of its payload
   * @throws NoRoomException if it needs another segment and there is none; nothing has changed
   */
  long append(Payload payload) throws IOException {
    if (FrameCodec.size(payload.length()) > segmentBytes - position - FrameCodec.HEADER) {
      turn();
    }
    if (clean()) {
      dirtySince = System.nanoTime();
    }
    long location = Location.of(head.header().sequence(), position + FrameCodec.HEADER);
    frame(payload.length(), payload.parts());
    return location;
  }

  private void frame(int length, List<ByteBuffer> payload) throws IOException {
    put(frames.header(position, durable, length, payload));
    for (ByteBuffer part : payload) {
      put(part.duplicate());
    }
    put(PADDING.slice(0, FrameCodec.size(length) - FrameCodec.HEADER - length));
  }

  private void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), buffer.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), count);
      buffer.position(buffer.position() + count);
      bytes.position(bytes.position() + count);
      position += count;
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  /** Hands what has gathered to the kernel: from now on it survives the death of this process. */
  void flush() throws IOException {
    if (position == written) {
      return;
    }
    head.file().write(buffer.flip(), written);
    buffer.clear();
    counters.bytes.add(position - written);
    written = position;
  }

  /** Makes everything durable. */
  void sync() throws IOException {
    flush();
    if (!clean()) {
      head.file().sync();
      counters.syncs.increment();
      durable = position;
    }
  }

  /** Whether everything is durable. */
  boolean clean() {
    return durable == position;
  }

  /** How much longer a sync may be put off; nanoseconds. */
  long patienceNanos() {
    return clean() ? Long.MAX_VALUE : dirtySince + noteNanos - System.nanoTime();
  }

  /**
   * Ends this segment and begins the next one: only then, so the next one proves this one whole.
   */
  private void turn() throws IOException {
    int sequence = head.header().sequence() + 1;
    Supply.Fresh fresh = supply.take(sequence);
    seal();
    head = fresh;
    frames = new FrameCodec(fresh.header());
    position = SegmentHeader.BLOCK;
    written = SegmentHeader.BLOCK;
    durable = SegmentHeader.BLOCK;
    supply.prepare(sequence + 1);
  }

  /** Writes the empty frame that says that the segment ends here, all of it durable. */
  private void seal() throws IOException {
    sync();
    frame(0, List.of());
    sync();
    head.file().close();
    ring.add(new Segment(head.header(), segmentBytes, position, List.of()));
  }

  /** Ends the log so that the next opening knows that nothing is missing. */
  void close() throws IOException {
    seal();
  }

  /** Closes the file as it is. */
  void abandon() throws IOException {
    head.file().close();
  }

  int longestPayload() {
    return longestPayload;
  }

  /** The segments behind this one. */
  Ring ring() {
    return ring;
  }

  /** Bytes of all segments. */
  long size() {
    return ring.bytes() + segmentBytes;
  }
}
