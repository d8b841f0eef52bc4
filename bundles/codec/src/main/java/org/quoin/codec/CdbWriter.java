package org.quoin.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * Makes a cdb, see {@link CdbFormat}. The bytes follow from the records and their order alone, and
 * are those of cdbmake and of qmail-newu. Of several records with one key the first is found.
 *
 * <p>Records go out as they come; 8 bytes are kept for each until the end.
 */
public final class CdbWriter {
  private static final int BUFFER_BYTES = 8192;

  private final SeekableByteChannel file;
  private final long limit;
  private final Entries[] tables = new Entries[CdbFormat.TABLES];
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long position = CdbFormat.HEADER;

  /**
   * @param file empty; stays open, and is complete only after {@link #finish}
   */
  public CdbWriter(SeekableByteChannel file) throws IOException {
    this(file, CdbFormat.LIMIT);
  }

  CdbWriter(SeekableByteChannel file, long limit) throws IOException {
    this.file = file;
    this.limit = limit;
    Arrays.setAll(tables, i -> new Entries());
    file.position(CdbFormat.HEADER);
  }

  /**
   * @throws IOException also if the file would grow beyond 4 GB, the limit of the format
   */
  public void add(byte[] key, byte[] value) throws IOException {
    long length = (long) CdbFormat.PAIR + key.length + value.length;
    requireRoom(length);
    long hash = CdbFormat.hash(key);
    tables[CdbFormat.table(hash)].add((hash << Integer.SIZE) | position);
    pair(key.length, value.length);
    put(key);
    put(value);
    position += length;
  }

  /** Writes the tables, and the header last of all. */
  public void finish() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(CdbFormat.HEADER).order(ByteOrder.LITTLE_ENDIAN);
    for (Entries entries : tables) {
      long[] slots = entries.slots();
      long length = (long) CdbFormat.PAIR * slots.length;
      requireRoom(length);
      header.putInt((int) position).putInt(slots.length);
      for (long entry : slots) {
        pair((int) (entry >>> Integer.SIZE), (int) entry);
      }
      position += length;
    }
    drain();
    file.position(0);
    write(header.flip());
  }

  private void requireRoom(long length) throws IOException {
    if (position + length > limit) {
      throw new IOException("a cdb cannot be larger than " + limit + " bytes");
    }
  }

  private void pair(int first, int second) throws IOException {
    if (buffer.remaining() < CdbFormat.PAIR) {
      drain();
    }
    buffer.putInt(first).putInt(second);
  }

  private void put(byte[] bytes) throws IOException {
    if (buffer.remaining() < bytes.length) {
      drain();
    }
    if (bytes.length > buffer.remaining()) {
      write(ByteBuffer.wrap(bytes));
    } else {
      buffer.put(bytes);
    }
  }

  private void drain() throws IOException {
    write(buffer.flip());
    buffer.clear();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** The records of one table: hash above, position below. */
  private static final class Entries {
    private long[] entries = {};
    private int count;

    void add(long entry) {
      if (count == entries.length) {
        entries = Arrays.copyOf(entries, Math.max(4, 2 * count));
      }
      entries[count++] = entry;
    }

    /** Twice as many slots as records; 0 is a free one, since no record has position 0. */
    long[] slots() {
      long[] slots = new long[2 * count];
      for (int i = 0; i < count; i++) {
        int slot = (int) CdbFormat.firstSlot(entries[i] >>> Integer.SIZE, slots.length);
        while (slots[slot] != 0) {
          slot = slot + 1 == slots.length ? 0 : slot + 1;
        }
        slots[slot] = entries[i];
      }
      return slots;
    }
  }
}
