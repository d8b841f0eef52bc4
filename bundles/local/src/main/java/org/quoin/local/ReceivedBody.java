package org.quoin.local;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.quoin.api.StoredBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message of a delivery as a worker has it: in memory if it is small, else in a file that only
 * its user reads and that goes with the delivery.
 */
final class ReceivedBody implements StoredBody, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedBody.class);
  private static final int MOST_IN_MEMORY = 64 << 10;
  private static final int BUFFER = 64 << 10;

  private final Path folder;
  private long size;
  private byte[] bytes = new byte[0];
  private @Nullable Path file;
  private @Nullable IOException trouble;

  ReceivedBody(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes the message from the stream, whole, even if there is no room for it.
   *
   * @throws IOException if the stream ends before
   */
  void receive(DataInputStream in) throws IOException {
    size = in.readLong();
    if (size <= MOST_IN_MEMORY) {
      bytes = in.readNBytes((int) size);
      requireAll(bytes.length, size);
    } else {
      receiveFile(in);
    }
  }

  private void receiveFile(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = created()) {
      for (long left = size; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        requireAll(read, 1);
        write(out, buffer, read);
        left -= read;
      }
    }
  }

  private static void requireAll(long read, long wanted) throws EOFException {
    if (read < wanted) {
      throw new EOFException();
    }
  }

  /** To nowhere if it cannot be made. */
  private OutputStream created() {
    try {
      Path made = Files.createTempFile(folder, "quoin-", ".tmp");
      file = made;
      return Files.newOutputStream(made);
    } catch (IOException e) {
      trouble = e;
      return OutputStream.nullOutputStream();
    }
  }

  private void write(OutputStream out, byte[] buffer, int length) {
    try {
      if (trouble == null) {
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      trouble = e;
    }
  }

  @Override
  public long id() {
    return 0;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream open() throws IOException {
    if (trouble != null) {
      throw new IOException("there is no room for it: " + trouble, trouble);
    }
    return file == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(file);
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove {}", file, e);
    }
  }
}
