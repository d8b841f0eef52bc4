package org.quoin.local;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.quoin.api.Content;
import org.quoin.api.StoredBody;

/** A body in memory for the time of one attempt, in which it is read more than once. */
final class SmallBody implements StoredBody {
  /** Most mail is smaller, and an attempt needs a buffer of this size anyway. */
  private static final int MOST_BYTES = 64 << 10;

  private final long id;
  private final byte[] bytes;

  private SmallBody(long id, byte[] bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /** The same message, read now if it is small. */
  static Content of(Content message) throws IOException {
    StoredBody body = message.body();
    if (body.size() > MOST_BYTES) {
      return message;
    }
    byte[] bytes = new byte[(int) body.size()];
    try (InputStream in = body.open()) {
      if (in.readNBytes(bytes, 0, bytes.length) != bytes.length || in.read() >= 0) {
        throw new IOException("body " + body.id() + " has not " + bytes.length + " bytes");
      }
    }
    return new Content(message.header(), new SmallBody(body.id(), bytes));
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
