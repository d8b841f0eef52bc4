package org.quoin.mailbox;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * An open mbox: one descriptor only appends (never over what a program without our locks has just
 * written), one reads and truncates. Neither is an interruptible channel, for an interrupt would
 * close it, and with it the lock, in the middle of a message.
 */
final class MboxFile implements Closeable {
  private final Path path;
  private final Object key;
  private final RandomAccessFile file;
  private final FileOutputStream end;

  private MboxFile(Path path, Object key, RandomAccessFile file, FileOutputStream end) {
    this.path = path;
    this.key = key;
    this.file = file;
    this.end = end;
  }

  /**
   * Opens an mbox, and makes it, with mode 0600, if there is none.
   *
   * @param path its real name
   * @throws IOException also if it is a folder, a FIFO or a device: never waits for one
   */
  static MboxFile open(Path path) throws IOException {
    requireName(path);
    if (Files.notExists(path)) {
      create(path);
    }
    Object key = key(path);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      return new MboxFile(path, key, file, new FileOutputStream(path.toFile(), true));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** The file would be another one: java.io reads names as text, and these bytes are none. */
  private static void requireName(Path path) throws IOException {
    if (!Path.of(path.toString()).equals(path)) {
      throw new FileSystemException(path.toString(), null, "its name is not text");
    }
  }

  private static void create(Path path) throws IOException {
    try {
      Files.createFile(path, SyncedFile.PRIVATE);
    } catch (FileAlreadyExistsException e) {
      // Another program was faster; it is opened like any other.
    }
  }

  /** What tells a file from one that takes its name later. */
  private static Object key(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      String what = attributes.isDirectory() ? "is a directory" : "not a regular file";
      throw new FileSystemException(path.toString(), null, what);
    }
    return Objects.requireNonNullElse(attributes.fileKey(), path);
  }

  /** Takes the system's lock, fcntl(2), unless somebody has it; it goes when this is closed. */
  boolean tryLock() throws IOException {
    try {
      return file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Whether the file has not been replaced by another one since before it was opened. */
  boolean isCurrent() throws IOException {
    return Files.exists(path) && key.equals(key(path));
  }

  Path path() {
    return path;
  }

  long length() throws IOException {
    return file.length();
  }

  /** Its bytes from here to there; both must be within it. */
  byte[] bytes(long from, int count) throws IOException {
    byte[] bytes = new byte[count];
    file.seek(from);
    file.readFully(bytes);
    return bytes;
  }

  /** All of it, as long as it is now. */
  void copyTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    file.seek(0);
    for (int n = file.read(buffer); n > 0; n = file.read(buffer)) {
      out.write(buffer, 0, n);
    }
  }

  /** Where bytes are added; not to be closed. */
  OutputStream end() {
    return end;
  }

  void sync() throws IOException {
    end.getFD().sync();
  }

  void truncate(long length) throws IOException {
    file.setLength(length);
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    try (end) {
      file.close();
    }
  }
}
