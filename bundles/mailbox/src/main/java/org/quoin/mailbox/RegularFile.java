package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A look before a file of a mailbox's owner is opened: opening a FIFO would wait for somebody at
 * its other end. Java opens a file also to set its time.
 */
final class RegularFile {
  private RegularFile() {}

  /**
   * @return the same
   * @throws NoSuchFileException if nothing is there
   * @throws IOException if something else is
   */
  static Path require(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "not a regular file");
    }
    return file;
  }
}
