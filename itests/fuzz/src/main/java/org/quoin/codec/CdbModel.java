package org.quoin.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds a key in a cdb as its format says, with the whole file in hand. */
final class CdbModel {
  private static final int TABLES = 256;
  private static final int HEADER = 2048;

  private final byte[] file;

  CdbModel(byte[] file) {
    this.file = file;
  }

  /**
   * @param most longest value
   * @throws IndexOutOfBoundsException if the file contradicts itself
   */
  byte @Nullable [] find(byte[] key, int most) {
    int hash = 5381;
    for (byte b : key) {
      hash = (hash * 33) ^ (b & 0xFF);
    }
    long unsigned = Integer.toUnsignedLong(hash);
    range(0, HEADER, 0);
    long pointer = unsigned % TABLES * 8;
    long table = number(pointer);
    long slots = number(pointer + 4);
    range(table, slots * 8, HEADER);
    for (long i = 0; i < slots; i++) {
      long slot = table + (unsigned / TABLES + i) % slots * 8;
      long position = number(slot + 4);
      if (position == 0) {
        return null;
      }
      if (number(slot) == unsigned) {
        byte[] record = record(position);
        long keyLength = number(position);
        if (keyLength == key.length && Arrays.equals(record, 0, key.length, key, 0, key.length)) {
          if (record.length - key.length > most) {
            throw new IndexOutOfBoundsException();
          }
          return Arrays.copyOfRange(record, key.length, record.length);
        }
      }
    }
    return null;
  }

  /** Key and value. */
  private byte[] record(long position) {
    range(position, 8, HEADER);
    long length = number(position) + number(position + 4);
    range(position, 8 + length, HEADER);
    return Arrays.copyOfRange(file, (int) position + 8, (int) (position + 8 + length));
  }

  private long number(long at) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return Integer.toUnsignedLong(bytes.getInt(Math.toIntExact(at)));
  }

  private void range(long from, long length, long least) {
    if (from < least || from + length > file.length) {
      throw new IndexOutOfBoundsException();
    }
  }
}
