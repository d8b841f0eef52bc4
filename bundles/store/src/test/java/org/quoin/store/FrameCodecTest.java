package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameCodecTest {
  static final int ROOM = 200_000;

  private static FrameCodec codec(long salt) {
    return new FrameCodec(new SegmentHeader("journal", 1, 1, salt, 1));
  }

  /** A segment of zeros with empty frames at these places. */
  private static ByteBuffer segment(FrameCodec codec, Iterable<Integer> places) {
    ByteBuffer bytes = ByteBuffer.allocate(ROOM);
    for (int at : places) {
      bytes.put(at, codec.header(at, 0, 0, List.of()), 0, FrameCodec.HEADER);
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x100, 0x10000, 0x1000000, 0x80000000L, -1})
  void aFrameBehindZerosIsFoundWhateverItsTag(long salt) {
    FrameCodec codec = codec(salt);
    int place = 18_750 * FrameCodec.ALIGNMENT;
    assertEquals(place, firstFrame(codec, segment(codec, List.of(place)), 8));
  }

  @Property
  void noFrameIsSteppedOver(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = ROOM / 8 - 3) Integer> places,
      @ForAll @IntRange(max = ROOM - 1) int dirt,
      @ForAll int salt) {
    FrameCodec codec = codec(salt);
    ByteBuffer bytes = segment(codec, places.stream().map(at -> at * 8).toList());
    bytes.put(dirt, (byte) 1);
    int plain = 8;
    while (plain < ROOM && !codec.holds(bytes, plain, plain)) {
      plain += FrameCodec.ALIGNMENT;
    }
    assertEquals(plain >= ROOM, firstFrame(codec, bytes, 8) >= ROOM);
    if (plain < ROOM) {
      assertEquals(plain, firstFrame(codec, bytes, 8));
    }
  }

  private static int firstFrame(FrameCodec codec, ByteBuffer bytes, int from) {
    int at = from;
    while (at < ROOM && !codec.holds(bytes, at, at)) {
      at = codec.next(bytes, at);
    }
    return at;
  }
}
