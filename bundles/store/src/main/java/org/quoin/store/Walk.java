package org.quoin.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Goes through the frames of a segment from its start to its end, checking each again. */
final class Walk implements Closeable {
  private static final int WINDOW = 256 << 10;

  private final Segment segment;
  private final Disk.ReadFile file;
  private final FrameCodec codec;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private int windowStart;
  private int position = SegmentHeader.BLOCK;

  /**
   * @param start the place of the payload
   * @param size bytes of the whole frame
   */
  record Frame(Payload payload, long start, int size) {
    /** The bytes of one of its records. */
    ByteBuffer bytes(Payload.Item item) {
      return payload.parts().getFirst().slice(item.offset(), item.length());
    }
  }

  /**
   * @throws UnreadException if it cannot be opened now
   */
  Walk(Folder folder, Segment segment) throws UnreadException {
    this.segment = segment;
    this.codec = new FrameCodec(segment.header());
    try {
      this.file = folder.readSegment(segment.sequence());
    } catch (IOException e) {
      throw new UnreadException("segment " + segment.sequence(), e);
    }
    skipDamage();
  }

  boolean hasNext() {
    return position < segment.end();
  }

  /**
   * The next frame; its bytes are good until the one after it is asked for.
   *
   * @throws DamageException if it is not there as it was written or recovered
   * @throws UnreadException if the disk does not give it now
   */
  Frame next(Function<BodyRef, Body> bodies) throws DamageException, UnreadException {
    load(FrameCodec.HEADER);
    int at = position - windowStart;
    if (codec.claims(window, at)) {
      load(FrameCodec.size(FrameCodec.length(window, at)));
      at = position - windowStart;
    }
    try {
      return decode(at, bodies);
    } catch (IOException e) {
      throw new DamageException("frame at " + position + ": " + e.getMessage(), e);
    }
  }

  private Frame decode(int at, Function<BodyRef, Body> bodies) throws IOException {
    FieldReader.require(codec.holds(window, at, position), "wrong checksum");
    int length = FrameCodec.length(window, at);
    ByteBuffer bytes = window.slice(at + FrameCodec.HEADER, length);
    long start = Location.of(segment.sequence(), position + FrameCodec.HEADER);
    Frame frame = new Frame(Payload.decode(bytes, bodies), start, FrameCodec.size(length));
    position += frame.size();
    skipDamage();
    return frame;
  }

  private void skipDamage() {
    for (Scan.Extent damage : segment.damage()) {
      if (damage.from() == position) {
        position = damage.to();
      }
    }
  }

  /** Sees to it that so many bytes from the position on are in the window, if the file has them. */
  private void load(int count) throws UnreadException {
    if (position + count <= windowStart + window.limit()) {
      return;
    }
    int length = Math.min(Math.max(count, WINDOW), segment.size() - position);
    try {
      window = ByteBuffer.wrap(file.exactly(position, length));
    } catch (IOException e) {
      throw new UnreadException("segment " + segment.sequence() + " at " + position, e);
    }
    windowStart = position;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
