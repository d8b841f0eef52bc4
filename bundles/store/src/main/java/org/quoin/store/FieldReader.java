package org.quoin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads back what {@link FieldWriter} wrote; trusts nothing. */
final class FieldReader {
  private final ByteBuffer bytes;

  FieldReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  int u8() throws IOException {
    return need(1).get() & 0xFF;
  }

  int u32() throws IOException {
    return need(4).getInt();
  }

  long u64() throws IOException {
    return need(8).getLong();
  }

  boolean flag() throws IOException {
    int value = u8();
    require(value <= 1, "flag " + value);
    return value == 1;
  }

  /** How many things of at least {@code size} bytes follow. */
  int count(int size) throws IOException {
    int count = u32();
    require(count >= 0 && (long) count * size <= bytes.remaining(), "count " + count);
    return count;
  }

  Instant time() throws IOException {
    long seconds = u64();
    int nanos = u32();
    require(nanos >= 0 && nanos < 1_000_000_000, "nanoseconds " + nanos);
    require(
        seconds >= Instant.MIN.getEpochSecond() && seconds <= Instant.MAX.getEpochSecond(),
        "time " + seconds);
    return Instant.ofEpochSecond(seconds, nanos);
  }

  String octets() throws IOException {
    return string(StandardCharsets.ISO_8859_1);
  }

  String text() throws IOException {
    return string(StandardCharsets.UTF_8);
  }

  void end() throws IOException {
    require(!bytes.hasRemaining(), bytes.remaining() + " bytes too many");
  }

  private String string(Charset charset) throws IOException {
    byte[] encoded = new byte[count(1)];
    bytes.get(encoded);
    return new String(encoded, charset);
  }

  private ByteBuffer need(int count) throws IOException {
    require(bytes.remaining() >= count, "it ends too early");
    return bytes;
  }

  static void require(boolean condition, String what) throws IOException {
    if (!condition) {
      throw new IOException("malformed record: " + what);
    }
  }
}
