package org.quoin.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * All that the store asks of a file system; nothing else in this bundle touches files. Tests put a
 * disk in its place that loses power, fills up or fails.
 *
 * <p>Two promises matter: what {@code sync} has returned for survives a power loss, and nothing
 * else does; and of a write that was not synced any 512-byte sectors may survive, in any order.
 */
interface Disk {

  /** Makes a directory, for our eyes only, unless it is there; durable. */
  void makeDirectory(Path directory) throws IOException;

  /** Names in a directory, in no order. */
  List<String> list(Path directory) throws IOException;

  /** Makes a new file for the log. */
  LogFile create(Path file) throws IOException;

  /** Opens a file of the log for writing in place. */
  LogFile open(Path file) throws IOException;

  /** Makes a new file for a body. */
  BodyFile createBody(Path file) throws IOException;

  /** Opens any file for reading; safe for threads that may be interrupted. */
  ReadFile read(Path file) throws IOException;

  /** Renames within a directory, atomically; durable once the directory is synced. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file if it is there; durable once the directory is synced. */
  void delete(Path file) throws IOException;

  /** Makes creations, renames and removals in this directory durable. */
  void syncDirectory(Path directory) throws IOException;

  /** Bytes that may still be written below this directory. */
  long room(Path directory) throws IOException;

  /** Bytes of the whole file system that this directory is on. */
  long size(Path directory) throws IOException;

  /**
   * Keeps everybody else out until closed, or until this process dies.
   *
   * @throws IOException if somebody holds it; the message says who
   */
  Closeable lock(Path file) throws IOException;

  /** A file of the log, for the store's own threads, which nobody interrupts. */
  interface LogFile extends Closeable {
    /** Writes all of {@code bytes}. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Returns when all that was written is durable. */
    void sync() throws IOException;
  }

  /** A body being written from start to end; safe for threads that may be interrupted. */
  interface BodyFile extends Closeable {
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Returns when all that was written is durable; the name is not. */
    void sync() throws IOException;
  }

  /** A file being read by one thread at a time. */
  interface ReadFile extends Closeable {
    /** Bytes. */
    long size() throws IOException;

    /** Reads at most {@code length} bytes; -1 at the end of the file. */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    /** Reads exactly {@code length} bytes. */
    default byte[] exactly(long position, int length) throws IOException {
      byte[] bytes = new byte[length];
      fill(position, bytes, length);
      return bytes;
    }

    /** Reads exactly {@code length} bytes to the start of {@code target}. */
    default void fill(long position, byte[] target, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int count = read(position + done, target, done, length - done);
        if (count < 0) {
          throw new IOException("file ends at " + (position + done));
        }
        done += count;
      }
    }
  }
}
