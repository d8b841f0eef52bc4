package org.quoin.control;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import org.quoin.codec.CdbWriter;
import org.quoin.codec.MoreHosts;

/**
 * {@code morercpthosts} and the table that is made of it. The new table is written beside the old
 * one, synced and put in its place: a reader sees the one or the other, also after a crash.
 */
final class MoreHostsFile {
  private static final String TEXT = "morercpthosts";

  /** Longest text, in bytes: some three million domains. */
  private static final int LIMIT_BYTES = 64 << 20;

  private final Path folder;
  private final FileSource source;
  private final ReentrantLock turn = new ReentrantLock();

  MoreHostsFile(Path folder, FileSource source) {
    this.folder = folder;
    this.source = source;
  }

  /**
   * @throws IllegalStateException if it is being compiled already
   * @throws IOException if the text cannot be read or the table not be written; in qmail-newmrh's
   *     words
   */
  void compile() throws IOException {
    if (!turn.tryLock()) {
      throw new IllegalStateException("control/morercpthosts is being compiled already");
    }
    try {
      String text = text();
      try {
        replace(text);
      } catch (IOException e) {
        throw trouble("unable to write to control/morercpthosts.tmp: ", e);
      }
    } finally {
      turn.unlock();
    }
  }

  private String text() throws IOException {
    try {
      Path file = folder.resolve(TEXT);
      if (source.stamp(file).isEmpty()) {
        throw new NoSuchFileException(file.toString());
      }
      return source.read(file, LIMIT_BYTES);
    } catch (IOException e) {
      throw trouble("unable to read control/morercpthosts: ", e);
    }
  }

  private void replace(String text) throws IOException {
    Path fresh = folder.resolve("morercpthosts.tmp");
    try (FileChannel out = FileChannel.open(fresh, CREATE, TRUNCATE_EXISTING, WRITE)) {
      CdbWriter table = new CdbWriter(out);
      MoreHosts.compile(text, table);
      table.finish();
      out.force(true);
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(fresh, folder.resolve("morercpthosts.cdb"), ATOMIC_MOVE, REPLACE_EXISTING);
    try (FileChannel entries = FileChannel.open(folder, READ)) {
      entries.force(true);
    }
  }

  private static IOException trouble(String what, IOException cause) {
    String why =
        switch (cause) {
          case NoSuchFileException e -> "file does not exist";
          case AccessDeniedException e -> "access denied";
          default -> String.valueOf(cause.getMessage());
        };
    return new IOException(what + why, cause);
  }
}
