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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Changes {@code users/assign}, whole files at a time ({@link Replacement}). Writers take turns:
 * threads by a lock, programs by a lock on {@code assign.lock}.
 */
final class AssignEditor {
  private static final int PATIENCE_SECONDS = 10;

  /** What the first account is added to. */
  private static final String NO_ACCOUNTS = ".\n";

  private final TextFile file;
  private final ReentrantLock turn = new ReentrantLock();

  AssignEditor(TextFile file) {
    this.file = file;
  }

  /** What is done while no one else changes the file. */
  @FunctionalInterface
  interface Change {
    /** Makes the line to be added, without line end. */
    String line() throws IOException;
  }

  /**
   * Adds an exact line for {@code name}.
   *
   * @param change called once it is sure that the name is free
   * @throws IllegalStateException if the name is taken, or others are changing the file now
   * @throws IOException if the present file is bad, or the new one could not be written
   */
  void add(String name, Change change) throws IOException {
    awaitTurn();
    try {
      Files.createDirectories(folder());
      try (FileChannel lockFile = FileChannel.open(beside(".lock"), CREATE, WRITE)) {
        lock(lockFile);
        String text = file.text().orElse(NO_ACCOUNTS);
        if (AssignSyntax.parse(text).names(name)) {
          throw new IllegalStateException("there is an account " + name + " already");
        }
        int end = AssignSyntax.endLine(text);
        replace(text.substring(0, end) + change.line() + "\n" + text.substring(end));
      }
    } finally {
      turn.unlock();
    }
  }

  private void awaitTurn() throws IOException {
    try {
      if (!turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting to change users/assign", e);
    }
  }

  /** Locks until the channel is closed. */
  private static void lock(FileChannel lockFile) throws IOException {
    try {
      if (lockFile.tryLock() == null) {
        throw busy();
      }
    } catch (OverlappingFileLockException e) {
      throw busy();
    }
  }

  private static IllegalStateException busy() {
    return new IllegalStateException("someone else is changing users/assign, try again");
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

  private Path folder() {
    return file.path().resolveSibling("");
  }

  private Path beside(String suffix) {
    return file.path().resolveSibling(file.path().getFileName() + suffix);
  }
}
