package org.quoin.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * What the disk can do: writes of one mail's size into a file that has its full length already,
 * each followed by fdatasync. With group commit, one sync serves all writers that wait.
 */
final class DiskRate {
  private static final long FILE_BYTES = 64L << 20;

  private final Path folder;
  private final long nanos;

  DiskRate(Path folder, Duration time) {
    this.folder = folder;
    this.nanos = time.toNanos();
  }

  /** Write and sync, one after the other; per second. */
  double alone() throws IOException {
    try (FileChannel file = open()) {
      int count = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < nanos) {
        commit(file, count++, 1);
      }
      return count * 1e9 / (System.nanoTime() - start);
    }
  }

  /** So many writers, each waiting for the sync that covers its write; writes per second. */
  double together(int writers) throws IOException, InterruptedException {
    GroupCommit group = new GroupCommit();
    for (int i = 0; i < writers; i++) {
      Thread.ofPlatform().daemon().start(() -> writeUntilEnd(group));
    }
    try (FileChannel file = open()) {
      long count = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < nanos) {
        long place = count;
        count += group.commit(writes -> commit(file, place, writes));
      }
      return count * 1e9 / (System.nanoTime() - start);
    } finally {
      group.end();
    }
  }

  /** Appends of this size, each followed by a sync; per second. */
  double batches(int bytes) throws IOException {
    ByteBuffer batch = ByteBuffer.allocateDirect(bytes);
    try (FileChannel file = open()) {
      int count = 0;
      long place = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < nanos) {
        place = place + bytes > FILE_BYTES ? 0 : place;
        file.write(batch.clear(), place);
        file.force(false);
        place += bytes;
        count++;
      }
      return count * 1e9 / (System.nanoTime() - start);
    }
  }

  private static void writeUntilEnd(GroupCommit group) {
    try {
      boolean more = true;
      while (more) {
        more = group.write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void commit(FileChannel file, long place, int writes) throws IOException {
    write(file, place, writes);
    file.force(false);
  }

  private FileChannel open() throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("disk-rate"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
    for (long at = 0; at < FILE_BYTES; at += zeros.capacity()) {
      file.write(zeros.clear(), at);
    }
    file.force(true);
    return file;
  }

  private static void write(FileChannel file, long number, int mails) throws IOException {
    long place = number * Load.BYTES % (FILE_BYTES / 2);
    file.write(ByteBuffer.allocate(mails * Load.BYTES), place);
  }
}
