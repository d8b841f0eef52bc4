package org.quoin.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.quoin.api.Content;

/** A child process that reads a message. */
record Child(Process process) implements AutoCloseable {
  private static final int PIECE_BYTES = 1 << 16;

  /**
   * Hands it the message, all of it or as much as it wants, and waits for its end.
   *
   * @return its exit code
   * @throws IOException if the message cannot be read; the child is killed before it sees its end
   */
  int read(Content message) throws IOException, InterruptedException {
    try (InputStream in = message.open()) {
      byte[] piece = new byte[PIECE_BYTES];
      int count = in.read(piece);
      while (count >= 0 && isTaken(piece, count)) {
        count = in.read(piece);
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    end();
    return process.waitFor();
  }

  /** Whether it still reads. */
  private boolean isTaken(byte[] piece, int count) {
    try {
      OutputStream out = process.getOutputStream();
      out.write(piece, 0, count);
      out.flush();
      return true;
    } catch (IOException e) {
      return false; // that is the child's own business
    }
  }

  private void end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has ended before
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
