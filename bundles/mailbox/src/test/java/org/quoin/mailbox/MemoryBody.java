package org.quoin.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.quoin.api.Content;
import org.quoin.api.StoredBody;

/** A body held in memory, which may claim a size that is not its own or fail to open. */
final class MemoryBody implements StoredBody {
  private final byte[] bytes;
  private final long size;
  private final boolean readable;

  MemoryBody(byte[] bytes, long size, boolean readable) {
    this.bytes = bytes.clone();
    this.size = size;
    this.readable = readable;
  }

  static Content content(String text) {
    return content(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Content content(byte[] bytes) {
    return new Content("", new MemoryBody(bytes, bytes.length, true));
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream open() throws IOException {
    if (!readable) {
      throw new IOException("the store is away");
    }
    return new ByteArrayInputStream(bytes);
  }
}
