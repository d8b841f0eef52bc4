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
import org.quoin.api.StoredBody;

/**
 * The message on standard input. Delivery gives a file there, which is read where it is; what comes
 * from a pipe is kept in a file first, for programs read it more than once.
 */
final class StandardInput implements StoredBody, AutoCloseable {
  private final FileChannel file;
  private final long start;

  private StandardInput(FileChannel file, long start) {
    this.file = file;
    this.start = start;
  }

  static StandardInput ofProcess() throws IOException {
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    Path name = Path.of("/dev/stdin");
    return Files.isRegularFile(name) ? ofFile(in.getChannel()) : of(in);
  }

  private static StandardInput ofFile(FileChannel file) throws IOException {
    return new StandardInput(file, file.position());
  }

  /** Reads it to its end. */
  static StandardInput of(InputStream in) throws IOException {
    Path copy = Files.createTempFile("message-", ".tmp");
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return ofFile(FileChannel.open(copy, StandardOpenOption.READ));
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
      return Math.max(0, file.size() - start);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public InputStream open() {
    return new BufferedInputStream(new Reader());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Reads at a position of its own, so that many can read at a time. */
  private final class Reader extends InputStream {
    private long position = start;

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
