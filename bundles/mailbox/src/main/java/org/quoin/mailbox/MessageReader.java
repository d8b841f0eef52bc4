package org.quoin.mailbox;

import java.io.IOException;
import java.io.InputStream;
import org.quoin.api.Content;

/** Reads a message from its store, and tells trouble there from trouble where it is written. */
final class MessageReader implements AutoCloseable {
  private static final int MAX_BUFFER_BYTES = 128 * 1024;

  /** Takes a message piece by piece. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int count) throws IOException;
  }

  private final InputStream in;
  private final long size;

  private MessageReader(InputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  static MessageReader open(Content content) throws UnreadableMessage {
    try {
      return new MessageReader(content.open(), content.size());
    } catch (IOException e) {
      throw new UnreadableMessage(e);
    }
  }

  /**
   * Copies all of it.
   *
   * @throws UnreadableMessage if it cannot be read or is shorter or longer than its size
   */
  void copyTo(Sink sink) throws IOException {
    byte[] buffer = new byte[(int) Math.min(size + 1, MAX_BUFFER_BYTES)];
    long copied = 0;
    for (int n = fill(buffer); n > 0; n = fill(buffer)) {
      sink.write(buffer, n);
      copied += n;
    }
    if (copied != size) {
      throw new UnreadableMessage(copied + " bytes instead of " + size);
    }
  }

  private int fill(byte[] buffer) throws UnreadableMessage {
    try {
      return in.readNBytes(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw new UnreadableMessage(e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
