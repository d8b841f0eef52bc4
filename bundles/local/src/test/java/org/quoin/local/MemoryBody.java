package org.quoin.local;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.quoin.api.StoredBody;

/** A body held in memory. */
record MemoryBody(String text, boolean readable) implements StoredBody {
  MemoryBody(String text) {
    this(text, true);
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public long size() {
    return text.length();
  }

  @Override
  public InputStream open() throws IOException {
    if (!readable) {
      throw new IOException("the store is away");
    }
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
