package org.quoin.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum that goes with a body from the thread that wrote it to every thread that reads it:
 * CRC32C of the type byte of a body record, the body's number and its bytes. It is the checksum of
 * the body's record; a body in a file has the same one, so that a body may move between the two.
 */
final class BodySum {
  private final CRC32C sum = new CRC32C();

  BodySum(long id) {
    sum.update(ByteBuffer.allocate(9).put(RecordCodec.BODY).putLong(id).flip());
  }

  void update(byte[] bytes, int offset, int length) {
    sum.update(bytes, offset, length);
  }

  int value() {
    return (int) sum.getValue();
  }
}
