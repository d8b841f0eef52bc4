package org.quoin.users;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A text about accounts that more than one may change, whole files at a time ({@link Replacement}).
 * Writers take turns by a lock on {@code NAME.lock}; who does not get it at once is told so.
 */
record SharedText(TextFile file) {
  /** What stands for an absent file. */
  @FunctionalInterface
  interface Beginning {
    String text() throws IOException;
  }

  /** What is done while no one else changes the file. */
  @FunctionalInterface
  interface Change {
    /** The new text, bytes as characters, made of the old one. */
    String changed(String text) throws IOException;
  }

  /**
   * @throws IllegalStateException if somebody else is changing the file now
   */
  void change(Beginning absent, Change change) throws IOException {
    Files.createDirectories(file.path().resolveSibling(""));
    try (FileChannel lockFile = FileChannel.open(lockPath(), CREATE, WRITE)) {
      lock(lockFile);
      Optional<String> text = file.text();
      replace(change.changed(text.isPresent() ? text.get() : absent.text()));
    }
  }

  /** Locks until the channel is closed. */
  private void lock(FileChannel lockFile) throws IOException {
    try {
      if (lockFile.tryLock() == null) {
        throw busy();
      }
    } catch (OverlappingFileLockException e) {
      throw busy();
    }
  }

  IllegalStateException busy() {
    return new IllegalStateException("someone else is changing " + file.name() + ", try again");
  }

  private void replace(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    new Replacement(file.path())
        .write(
            out -> {
              while (bytes.hasRemaining()) {
                out.write(bytes);
              }
            });
  }

  private Path lockPath() {
    return file.path().resolveSibling(file.path().getFileName() + ".lock");
  }
}
