package org.quoin.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What lies under TLS: few calls of the system, and an end that does not close. */
class WireTest {
  private static final int HEADER = 5;

  private int calls;
  private int closes;

  private InputStream system(int bytes) {
    return new ByteArrayInputStream(new byte[bytes]) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        calls++;
        return super.read(buffer, offset, length);
      }

      @Override
      public void close() {
        closes++;
      }
    };
  }

  @Test
  void headerAndRestOfShortRecordsComeWithOneCall() throws IOException {
    Wire wire = new Wire(system(300));
    for (int i = 0; i < 3; i++) {
      assertEquals(HEADER, wire.read(new byte[HEADER], 0, HEADER));
      assertEquals(95, wire.read(new byte[95], 0, 95));
    }
    assertEquals(1, calls);
  }

  /** With less room they would cost more calls than without any (RFC 8446, 5.2). */
  @Test
  void soDoRecordsOfTheLargestSize() throws IOException {
    int rest = 16 * 1024 + 256;
    Wire wire = new Wire(system(3 * (HEADER + rest)));
    for (int i = 0; i < 3; i++) {
      assertEquals(HEADER, wire.read(new byte[HEADER], 0, HEADER));
      assertEquals(rest, wire.read(new byte[rest], 0, rest));
    }
    assertEquals(3, calls);
  }

  @Test
  void whatHasBeenFetchedAndNotReadIsAvailable() throws IOException {
    Wire wire = new Wire(system(300));
    assertEquals(0, wire.read());
    assertEquals(299, wire.available());
  }

  @Test
  void theEndIsAnExceptionAndClosesNothing() throws IOException {
    Wire wire = new Wire(system(1));
    assertEquals(0, wire.read());
    assertThrows(EOFException.class, wire::read);
    assertThrows(EOFException.class, () -> wire.read(new byte[HEADER], 0, HEADER));
    assertEquals(0, closes);
  }
}
