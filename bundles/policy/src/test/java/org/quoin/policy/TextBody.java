package org.quoin.policy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.quoin.api.StoredBody;

/** A body in memory. */
record TextBody(String text) implements StoredBody {
  @Override
  public long id() {
    return 1;
  }

  @Override
  public long size() {
    return text.length();
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
