package org.quoin.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks up keys in a cdb, see {@link CdbFormat}. Nothing of the file is kept: each question reads a
 * few bytes of it. Whatever is in the file, an answer comes in the end and takes no more memory
 * than the caller allows; where the file contradicts itself the answer is an IOException.
 *
 * <p>For one thread at a time, because the channel has one position.
 */
public final class CdbReader {
  private final SeekableByteChannel file;
  private final long size;

  /** Takes what one record holds. */
  @FunctionalInterface
  public interface RecordTaker {
    void take(byte[] key, byte[] value) throws IOException;
  }

  /**
   * @param file stays open; the caller closes it
   * @throws IOException if it cannot be read or is too short to be a cdb
   */
  public CdbReader(SeekableByteChannel file) throws IOException {
    this.file = file;
    this.size = file.size();
    if (size < CdbFormat.HEADER) {
      throw new EOFException("is too short for a cdb: " + size + " bytes");
    }
  }

  /**
   * The value of the first record with this key; empty if there is none.
   *
   * @param maxBytes a longer value is refused
   */
  public Optional<byte[]> find(byte[] key, int maxBytes) throws IOException {
    long hash = CdbFormat.hash(key);
    ByteBuffer pointer = bytes((long) CdbFormat.PAIR * CdbFormat.table(hash), CdbFormat.PAIR);
    long table = number(pointer);
    long slots = number(pointer);
    require(table, CdbFormat.PAIR * slots); // an empty table has its place too
    if (slots == 0) {
      return Optional.empty();
    }
    long slot = CdbFormat.firstSlot(hash, slots);
    for (long tried = 0; tried < slots; tried++) {
      ByteBuffer entry = bytes(table + CdbFormat.PAIR * slot, CdbFormat.PAIR);
      long entryHash = number(entry);
      long position = number(entry);
      if (position == 0) {
        return Optional.empty();
      }
      Optional<byte[]> value =
          entryHash == hash ? value(position, key, maxBytes) : Optional.empty();
      if (value.isPresent()) {
        return value;
      }
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
    return Optional.empty();
  }

  /**
   * Hands out all records in the order in which they were written.
   *
   * @param maxBytes a record with a longer key or value is refused
   */
  public void records(int maxBytes, RecordTaker taker) throws IOException {
    long end = number(bytes(0, CdbFormat.PAIR));
    require(end, 0);
    long position = CdbFormat.HEADER;
    while (position < end) {
      Head head = head(position);
      if (head.end() > end) {
        throw damaged(position);
      }
      taker.take(
          limited(head.keyAt(), head.keyLength(), maxBytes),
          limited(head.valueAt(), head.valueLength(), maxBytes));
      position = head.end();
    }
  }

  /** Empty if the record at this position has another key. */
  private Optional<byte[]> value(long position, byte[] key, int maxBytes) throws IOException {
    Head head = head(position);
    boolean same =
        head.keyLength() == key.length
            && Arrays.equals(bytes(head.keyAt(), key.length).array(), key);
    return same
        ? Optional.of(limited(head.valueAt(), head.valueLength(), maxBytes))
        : Optional.empty();
  }

  /** Where a record's parts are. */
  private record Head(long keyAt, long keyLength, long valueLength) {
    long valueAt() {
      return keyAt + keyLength;
    }

    long end() {
      return valueAt() + valueLength;
    }
  }

  private Head head(long position) throws IOException {
    require(position, CdbFormat.PAIR);
    ByteBuffer lengths = bytes(position, CdbFormat.PAIR);
    Head head = new Head(position + CdbFormat.PAIR, number(lengths), number(lengths));
    require(position, head.end() - position);
    return head;
  }

  private byte[] limited(long position, long length, int maxBytes) throws IOException {
    if (length > maxBytes) {
      throw new IOException("has a record of " + length + " bytes at " + position);
    }
    return bytes(position, (int) length).array();
  }

  /** Nothing but the pointers themselves lies in the header, and nothing beyond the end. */
  private void require(long position, long length) throws IOException {
    if (position < CdbFormat.HEADER || position + length > size) {
      throw damaged(position);
    }
  }

  private static IOException damaged(long position) {
    return new IOException("is damaged: it points to " + position);
  }

  private ByteBuffer bytes(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.position(position);
    while (bytes.hasRemaining()) {
      if (file.read(bytes) < 0) {
        throw new EOFException("has become shorter while it was read");
      }
    }
    return bytes.flip();
  }

  private static long number(ByteBuffer from) {
    return Integer.toUnsignedLong(from.getInt());
  }
}
