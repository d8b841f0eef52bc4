package org.quoin.users;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A new file in the place of an old one: it is written beside it under the name {@code *.tmp},
 * synced and renamed, so that a reader sees the old file or the new one, also after a crash. The
 * mode of the old one stays.
 */
record Replacement(Path file) {
  /** Writes what the new file shall hold. */
  @FunctionalInterface
  interface Content {
    void write(FileChannel out) throws IOException;
  }

  void write(Content content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel out = FileChannel.open(fresh, CREATE, TRUNCATE_EXISTING, WRITE)) {
      if (Files.exists(file)) { // before there is anything to see
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
      }
      content.write(out);
      out.force(true);
    }
    Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    try (FileChannel entries = FileChannel.open(file.resolveSibling(""), READ)) {
      entries.force(true);
    }
  }
}
