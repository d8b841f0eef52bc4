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

  Walk(Folder folder, Segment segment) throws IOException {
    this.segment = segment;
    this.codec = new FrameCodec(segment.header());
    this.file = folder.readSegment(segment.sequence());
    skipDamage();
  }

  boolean hasNext() {
    return position < segment.end();
  }

  /**
   * The next frame; its bytes are good until the one after it is asked for.
   *
   * @throws DamageException if it cannot be read, though it could when it was written or recovered
   */
  Frame next(Function<BodyRef, Body> bodies) throws DamageException {
    try {
      return read(bodies);
    } catch (IOException e) {
      throw new DamageException("frame at " + position + ": " + e.getMessage(), e);
    }
  }

  private Frame read(Function<BodyRef, Body> bodies) throws IOException {
    load(FrameCodec.HEADER);
    int at = position - windowStart;
    if (codec.claims(window, at)) {
      load(FrameCodec.size(FrameCodec.length(window, at)));
      at = position - windowStart;
    }
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
  private void load(int count) throws IOException {
    if (position + count <= windowStart + window.limit()) {
      return;
    }
    int length = Math.min(Math.max(count, WINDOW), segment.size() - position);
    window = ByteBuffer.wrap(file.exactly(position, length));
    windowStart = position;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
