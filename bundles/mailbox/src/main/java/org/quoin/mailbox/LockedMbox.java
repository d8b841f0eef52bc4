package org.quoin.mailbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An mbox that is ours until this is closed. */
final class LockedMbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LockedMbox.class);

  /** Mails of up to this size reach the file in one write. */
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Something that is written at the end. */
  @FunctionalInterface
  interface Addition {
    void writeTo(OutputStream out) throws IOException;
  }

  private final MboxFile file;
  private final DotLock dotLock;
  private final Turns.Turn turn;
  private final long length;

  private LockedMbox(MboxFile file, DotLock dotLock, Turns.Turn turn, long length) {
    this.file = file;
    this.dotLock = dotLock;
    this.turn = turn;
    this.length = length;
  }

  /**
   * @throws IOException if the file cannot be asked for its length; then the lock file is gone
   */
  static LockedMbox of(MboxFile file, DotLock dotLock, Turns.Turn turn) throws IOException {
    try {
      return new LockedMbox(file, dotLock, turn, file.length());
    } catch (IOException e) {
      dotLock.release();
      throw e;
    }
  }

  MboxFile file() {
    return file;
  }

  /** Its real name. */
  Path path() {
    return file.path();
  }

  /** Whether nothing was in it when it was locked; perhaps it has just been made. */
  boolean wasEmpty() {
    return length == 0;
  }

  /** What has to be added so that it ends in a blank line, or is empty. */
  String missingEnd() throws IOException {
    int count = (int) Math.min(2, length);
    byte[] end = file.bytes(length - count, count);
    if (count == 0 || (count == 2 && end[0] == '\n' && end[1] == '\n')) {
      return "";
    }
    return end[count - 1] == '\n' ? "\n" : "\n\n";
  }

  /**
   * Adds at the end and returns when it is durable. If that fails, nothing has been added.
   *
   * @throws IOException also if the mbox has lost its name meanwhile, as when its folder is
   *     removed: nobody would find there what was added
   */
  void append(Addition addition) throws IOException {
    try {
      OutputStream out = new BufferedOutputStream(file.end(), BUFFER_BYTES);
      addition.writeTo(out);
      out.flush();
      file.sync();
      requireName();
    } catch (IOException | RuntimeException | Error e) {
      cutBack();
      throw e;
    }
  }

  private void requireName() throws IOException {
    if (!file.isCurrent()) {
      throw new FileSystemException(path().toString(), null, "removed or replaced meanwhile");
    }
  }

  private void cutBack() {
    try {
      file.truncate(length);
    } catch (IOException e) {
      LOG.error("{} keeps a part of a message: cannot truncate it: {}", path(), e.toString());
    }
  }

  @Override
  public void close() {
    try (turn;
        file) {
      dotLock.release();
    } catch (IOException e) {
      LOG.warn("cannot let go of {}: {}", path(), e.toString());
    }
  }
}
