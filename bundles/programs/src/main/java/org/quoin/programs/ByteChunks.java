package org.quoin.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.quoin.api.Content;

/** A message in pieces, bytes as characters, for programs that need not see all of it at once. */
final class ByteChunks {
  private static final int CHUNK_BYTES = 8192;

  private ByteChunks() {}

  /** Gives out all of it in order; a piece is never empty. */
  static void forEach(Content content, Consumer<String> taker) throws IOException {
    byte[] buffer = new byte[CHUNK_BYTES];
    try (InputStream in = content.open()) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        taker.accept(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      }
    }
  }
}
