package org.quoin.programs;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.quoin.api.StoredBody;

/**
 * A message that a program writes itself.
 *
 * @param text bytes as characters
 */
record ShortBody(String text) implements StoredBody {
  @Override
  public long id() {
    return 0;
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
