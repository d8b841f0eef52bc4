package org.quoin.codec;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** A file in memory that counts how often it is read. */
public final class MemoryFile implements SeekableByteChannel {
  private byte[] bytes;
  private int position;
  private long reads;

  public MemoryFile(byte... bytes) {
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  long reads() {
    return reads;
  }

  @Override
  public int read(ByteBuffer into) {
    reads++;
    int length = Math.min(into.remaining(), bytes.length - position);
    if (length <= 0) {
      return into.hasRemaining() ? -1 : 0;
    }
    into.put(bytes, position, length);
    position += length;
    return length;
  }

  @Override
  public int write(ByteBuffer from) {
    int length = from.remaining();
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length, position + length));
    from.get(bytes, position, length);
    position += length;
    return length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) {
    position = Math.toIntExact(to);
    return this;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    bytes = Arrays.copyOf(bytes, Math.toIntExact(size));
    return this;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
