package org.quoin.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.quoin.codec.ShellFrame.Kind;

final class ShellFrameTest {

  @Property
  void whatIsWrittenIsReadBack(@ForAll Kind kind, @ForAll @Size(max = 3000) byte[] payload)
      throws IOException {
    ShellFrame frame = read(bytes(new ShellFrame(kind, payload))).orElseThrow();
    assertEquals(kind, frame.kind());
    assertArrayEquals(payload, frame.payload());
  }

  @Property
  void garbageIsAFrameOrAnIoException(@ForAll @Size(max = 100) byte[] garbage) {
    try {
      read(garbage).ifPresent(frame -> assertTrue(frame.payload().length <= garbage.length));
    } catch (IOException expected) {
      assertTrue(garbage.length > 0);
    }
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    byte[] whole = bytes(ShellFrame.of(Kind.LINE, "queue:list"));
    assertEquals(Optional.empty(), read(new byte[0]));
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(EOFException.class, () -> read(cut));
    }
  }

  @Test
  void aLengthOfAGigabyteIsRefusedBeforeAnythingIsAllocated() {
    assertThrows(IOException.class, () -> read(new byte[] {'a', 0x40, 0, 0, 0}));
    assertThrows(IOException.class, () -> read(new byte[] {'a', -1, -1, -1, -1}));
    assertThrows(IOException.class, () -> read(new byte[] {'a', 0, 1, 0, 1}));
  }

  @Test
  void theLongestPayloadIsTakenAndOneByteMoreIsNot() throws IOException {
    byte[] longest = new byte[ShellFrame.LIMIT];
    assertArrayEquals(
        longest, read(bytes(new ShellFrame(Kind.OUT, longest))).orElseThrow().payload());
    byte[] tooLong = new byte[ShellFrame.LIMIT + 1];
    assertThrows(IllegalArgumentException.class, () -> new ShellFrame(Kind.OUT, tooLong));
  }

  @Test
  void anExitStatusIsOneByte() throws IOException {
    assertEquals(127, read(bytes(ShellFrame.exit(127))).orElseThrow().status());
    assertEquals(255, ShellFrame.exit(255).status());
    assertThrows(IOException.class, () -> ShellFrame.of(Kind.OUT, "1").status());
    assertThrows(IOException.class, () -> ShellFrame.of(Kind.EXIT, "12").status());
  }

  private static byte[] bytes(ShellFrame frame) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frame.writeTo(out);
    return out.toByteArray();
  }

  private static Optional<ShellFrame> read(byte[] bytes) throws IOException {
    return ShellFrame.read(new ByteArrayInputStream(bytes));
  }
}
