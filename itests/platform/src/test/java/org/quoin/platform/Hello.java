package org.quoin.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import org.quoin.kit.AnyCertificate;

/** How peers begin TLS that will not end it. */
enum Hello {
  /** A whole ClientHello: the server computes its answer, and nothing follows. */
  WHOLE,
  /** The first half of one. */
  HALF,
  /** A record that says it is a ClientHello and is nothing. */
  GARBAGE;

  private static final int ROOM = 32 * 1024;
  private static final int GARBAGE_BYTES = 512;

  byte[] bytes(Random random) throws IOException {
    return switch (this) {
      case WHOLE -> whole();
      case HALF -> Arrays.copyOf(whole(), whole().length / 2);
      case GARBAGE -> garbage(random);
    };
  }

  private static byte[] whole() throws IOException {
    SSLEngine engine = AnyCertificate.context().createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer record = ByteBuffer.allocate(ROOM);
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOf(record.array(), record.position());
  }

  /** RFC 8446, 5.1: type handshake, version, length. */
  private static byte[] garbage(Random random) {
    byte[] bytes = new byte[GARBAGE_BYTES];
    random.nextBytes(bytes);
    int length = GARBAGE_BYTES - 5;
    byte[] header = {22, 3, 1, (byte) (length >> 8), (byte) length};
    System.arraycopy(header, 0, bytes, 0, header.length);
    return bytes;
  }
}
