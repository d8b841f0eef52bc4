package org.quoin.runtime;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where a command's output goes. */
record Output(OutputStream out, OutputStream err) {

  /** This process's own; a write fails when the reader of a pipe has gone. */
  static Output standard() {
    return new Output(
        new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
  }

  /** Kept in memory; errors are dropped. */
  static Output collected() {
    return new Output(new ByteArrayOutputStream(), OutputStream.nullOutputStream());
  }

  String collectedText() {
    return out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
  }

  /**
   * @throws BrokenPipe if nobody reads any more
   */
  void out(byte[] bytes) throws BrokenPipe {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new BrokenPipe(e);
    }
  }

  void err(byte[] bytes) throws IOException {
    err.write(bytes);
  }

  /** The reader of our output has gone, as {@code head} does; no error of ours. */
  static final class BrokenPipe extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenPipe(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
