package org.quoin.programs;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.quoin.api.StoredBody;

/**
 * The message on standard input. Delivery gives a file there, which is read where it is; what comes
 * from a pipe is kept in a file when it is asked for, for programs read it more than once. A
 * program that does not ask does not wait for it.
 */
final class StandardInput implements StoredBody, AutoCloseable {
  private final InputStream in;
  private Optional<FileChannel> file;
  private final long start;
  private boolean copied;

  private StandardInput(InputStream in, Optional<FileChannel> file, long start) {
    this.in = in;
    this.file = file;
    this.start = start;
  }

  static StandardInput ofProcess() throws IOException {
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    Path name = Path.of("/dev/stdin");
    if (!Files.isRegularFile(name)) {
      return of(in);
    }
    FileChannel file = in.getChannel();
    return new StandardInput(in, Optional.of(file), file.position());
  }

  /** Reads it to its end, later. */
  static StandardInput of(InputStream in) {
    return new StandardInput(in, Optional.empty(), 0);
  }

  private synchronized FileChannel file() throws IOException {
    if (file.isPresent()) {
      return file.get();
    }
    if (copied) {
      throw new IOException("standard input could not be kept"); // a part of it is gone
    }
    copied = true;
    FileChannel copy = copy();
    file = Optional.of(copy);
    return copy;
  }

  private FileChannel copy() throws IOException {
    Path copy = Files.createTempFile("message-", ".tmp");
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return FileChannel.open(copy, StandardOpenOption.READ);
    } finally {
      Files.delete(copy); // its bytes stay until the channel is closed
    }
  }

  @Override
  public long id() {
    return 0;
  }

  @Override
  public long size() {
    try {
      return Math.max(0, file().size() - start);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public InputStream open() throws IOException {
    return new BufferedInputStream(new Reader(file()));
  }

  @Override
  public synchronized void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
    in.close();
  }

  /** Reads at a position of its own, so that many can read at a time. */
  private final class Reader extends InputStream {
    private final FileChannel file;
    private long position = start;

    Reader(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count = file.read(ByteBuffer.wrap(to, offset, length), position);
      position += Math.max(0, count);
      return count;
    }
  }
}
