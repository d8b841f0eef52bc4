package org.quoin.programs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A compiled file in the place of an old one: written under another name, synced and renamed, so
 * that a reader sees the old one or the new one, also after a crash. Everybody may read it. Of two
 * writers at a time the second one fails for now: the other name is locked until it is renamed.
 *
 * @param fresh the other name, in the same file system; after trouble what is written stays there
 */
record Replacement(NamedFile file, NamedFile fresh) {
  /** Writes what the new file shall hold. */
  @FunctionalInterface
  interface Content {
    /**
     * @throws IOException if it cannot be written
     * @throws Fatal for all other reasons
     */
    void write(FileChannel out) throws IOException, Fatal;
  }

  /**
   * @throws Fatal if there is no new file; the old one is as it was
   */
  void write(Content content) throws Fatal {
    if (fresh.path().normalize().equals(file.path().normalize())) {
      throw Fatal.failed(file.name() + " cannot be written in its own place");
    }
    try (FileChannel out = create()) {
      lock(out);
      out.truncate(0);
      content.write(out);
      out.force(true);
      Files.setPosixFilePermissions(fresh.path(), PosixFilePermissions.fromString("rw-r--r--"));
      move();
    } catch (IOException e) {
      throw Fatal.later("unable to write to " + fresh.name() + ": " + ErrorWords.of(e));
    }
  }

  /** Until it is closed. If another writer has renamed it meanwhile, it is the new file itself. */
  private void lock(FileChannel out) throws IOException {
    try {
      if (out.tryLock() != null && Files.exists(fresh.path())) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("is in use", e);
    }
    throw new IOException("is in use");
  }

  private FileChannel create() throws Fatal {
    try {
      return FileChannel.open(fresh.path(), CREATE, WRITE);
    } catch (IOException e) {
      throw Fatal.later("unable to create " + fresh.name() + ": " + ErrorWords.of(e));
    }
  }

  private void move() throws Fatal {
    try {
      Files.move(fresh.path(), file.path(), ATOMIC_MOVE, REPLACE_EXISTING);
      Path folder = file.path().resolveSibling("");
      try (FileChannel entries = FileChannel.open(folder, READ)) {
        entries.force(true);
      }
    } catch (IOException e) {
      throw Fatal.later(
          "unable to move %s to %s: %s".formatted(fresh.name(), file.name(), ErrorWords.of(e)));
    }
  }
}
