package org.quoin.store;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Writes the fields of one record, big-endian, into an array that grows. */
final class FieldWriter {
  private byte[] bytes = new byte[256];
  private int length;

  FieldWriter u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  FieldWriter u32(int value) {
    room(4).putInt(value);
    return this;
  }

  FieldWriter u64(long value) {
    room(8).putLong(value);
    return this;
  }

  /** Seconds u64, nanoseconds u32. */
  FieldWriter time(Instant time) {
    return u64(time.getEpochSecond()).u32(time.getNano());
  }

  /** Text that stands for bytes: length u32, one byte per character. */
  FieldWriter octets(String text) {
    return string(text, StandardCharsets.ISO_8859_1);
  }

  /** Text for people: length u32, UTF-8. */
  FieldWriter text(String text) {
    return string(text, StandardCharsets.UTF_8);
  }

  private FieldWriter string(String text, Charset charset) {
    byte[] encoded = text.getBytes(charset);
    u32(encoded.length);
    room(encoded.length).put(encoded);
    return this;
  }

  ByteBuffer written() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  private ByteBuffer room(int more) {
    int end = Math.addExact(length, more);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * end)));
    }
    ByteBuffer target = ByteBuffer.wrap(bytes, length, more);
    length = end;
    return target;
  }
}
