package org.quoin.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a segment holds, told from its bytes alone. This is where a torn tail is told from damage:
 *
 * <ul>
 *   <li>A bad place that some frame behind it knew to be durable was good once: it is damage, and
 *       what is behind it counts. The same goes for every bad place of a sealed segment, because a
 *       segment is synced before the next one is begun.
 *   <li>Any other bad place is where writing stopped: the segment is cut there. A frame behind the
 *       cut was written without a sync in between, so no one was ever told that it is safe.
 * </ul>
 *
 * @param frames whole frames that count, in order
 * @param damage unreadable places before and between them
 * @param end where the frames that count end
 * @param torn bytes of recognisable frames behind the cut
 * @param durable how far the segment is known to have been synced
 */
record Scan(List<Extent> frames, List<Extent> damage, int end, int torn, int durable) {

  /** From the first byte up to, but without, the last. */
  record Extent(int from, int to) {}

  /** Whether nothing was ever written behind the header, as far as one can tell. */
  boolean blank() {
    return frames.isEmpty() && damage.isEmpty() && torn == 0;
  }

  /**
   * @param content the whole segment, header included
   * @param sealed whether a later segment proves that this one was synced to its end
   */
  static Scan of(FrameCodec codec, ByteBuffer content, boolean sealed) {
    List<Extent> found = find(codec, content);
    int durable = durable(content, found, sealed);
    List<Extent> frames = new ArrayList<>();
    List<Extent> damage = new ArrayList<>();
    int at = SegmentHeader.BLOCK;
    for (Extent frame : found) {
      if (frame.from() > at) {
        if (at >= durable) {
          return new Scan(frames, damage, at, found.getLast().to() - at, durable);
        }
        damage.add(new Extent(at, frame.from()));
      }
      frames.add(frame);
      at = frame.to();
    }
    if (ended(content, frames)) {
      return new Scan(frames, damage, at, 0, durable);
    }
    if (sealed) {
      damage.add(new Extent(at, content.limit()));
      return new Scan(frames, damage, at, 0, durable);
    }
    return new Scan(frames, damage, at, claimed(codec, content, at), durable);
  }

  /** Every right frame, up to one that says that the segment ends. */
  private static List<Extent> find(FrameCodec codec, ByteBuffer content) {
    List<Extent> found = new ArrayList<>();
    int at = SegmentHeader.BLOCK;
    while (at + FrameCodec.HEADER <= content.limit() && !ended(content, found)) {
      if (codec.holds(content, at, at)) {
        int to = Math.min(at + FrameCodec.size(FrameCodec.length(content, at)), content.limit());
        found.add(new Extent(at, to));
        at = to;
      } else {
        at = codec.next(content, at);
      }
    }
    return found;
  }

  private static boolean ended(ByteBuffer content, List<Extent> frames) {
    return !frames.isEmpty() && FrameCodec.length(content, frames.getLast().from()) == 0;
  }

  private static int durable(ByteBuffer content, List<Extent> frames, boolean sealed) {
    int durable = sealed ? content.limit() : SegmentHeader.BLOCK;
    for (Extent frame : frames) {
      durable = Math.max(durable, FrameCodec.durable(content, frame.from()));
    }
    return durable;
  }

  /** What a torn frame would have filled. */
  private static int claimed(FrameCodec codec, ByteBuffer content, int at) {
    if (!codec.claims(content, at)) {
      return 0;
    }
    long size = (long) FrameCodec.HEADER + FrameCodec.length(content, at);
    return (int) Math.min(size, content.limit() - at);
  }
}
