package org.quoin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.quoin.api.queue.NoRoomException;

/**
 * Prepares the next segment before it is needed and takes back segments that are not needed any
 * more, on a thread of its own, so that the committer does not wait for it.
 *
 * <p>Order is what makes this safe. A segment is renamed away and the directory synced before
 * anything is written to its file; a header is synced before the file gets a segment's name; and
 * segments are taken back one after the other. So whatever is lost, the directory holds an unbroken
 * row of segments with right headers.
 */
final class Supply implements AutoCloseable {
  private static final int SPARES = 2;
  private static final int ZEROS = 1 << 20;
  private static final long CLOSE_SECONDS = 30;

  private final Disk disk;
  private final Layout layout;
  private final int segmentBytes;
  private final Origin origin;
  private final Alarm alarm;
  private final ExecutorService thread;
  private final Deque<Path> spares = new ArrayDeque<>();
  private CompletableFuture<Fresh> next = new CompletableFuture<>();
  private volatile @Nullable IOException broken;

  /** A segment that is ready to be written. */
  record Fresh(SegmentHeader header, Disk.LogFile file) {}

  /**
   * Who a segment belongs to.
   *
   * @param salts random numbers
   * @param nextNumber the smallest number not used yet
   */
  record Origin(String store, long epoch, LongSupplier salts, LongSupplier nextNumber) {
    SegmentHeader header(int sequence) {
      return new SegmentHeader(store, sequence, epoch, salts.getAsLong(), nextNumber.getAsLong());
    }
  }

  Supply(Folder folder, int segmentBytes, Origin origin, Alarm alarm, ExecutorService thread) {
    this.disk = folder.disk();
    this.layout = folder.layout();
    this.segmentBytes = segmentBytes;
    this.origin = origin;
    this.alarm = alarm;
    this.thread = thread;
  }

  /** Uses files of an earlier life before new ones. */
  void adopt(List<Path> oldSpares) {
    spares.addAll(oldSpares);
  }

  /**
   * Starts making a segment. The committer calls it for the segment behind the one that it has just
   * begun, after the one before that is sealed; recovery relies on this order.
   */
  void prepare(int sequence) {
    CompletableFuture<Fresh> fresh = new CompletableFuture<>();
    next = fresh;
    run(
        () -> {
          try {
            fresh.complete(make(sequence));
          } catch (IOException | RuntimeException e) {
            fresh.completeExceptionally(e);
          }
        });
  }

  /**
   * The segment that was last asked for; usually it is ready.
   *
   * @throws NoRoomException if it could not be made; it is being tried again
   */
  Fresh take(int sequence) throws IOException {
    try {
      return next.get();
    } catch (ExecutionException e) {
      prepare(sequence);
      throw new NoRoomException("the log cannot grow", e.getCause());
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private Fresh make(int sequence) throws IOException {
    Path spare = spare(sequence);
    Disk.LogFile file = disk.open(spare);
    try {
      SegmentHeader header = origin.header(sequence);
      file.write(header.encode(), 0);
      file.sync();
      disk.rename(spare, layout.segment(sequence));
      disk.syncDirectory(layout.journal());
      spares.remove(spare);
      return new Fresh(header, file);
    } catch (IOException | RuntimeException e) {
      try (file) {
        throw e;
      }
    }
  }

  /** A file of the right size. One of another size is of other settings, or was never finished. */
  private Path spare(int sequence) throws IOException {
    while (!spares.isEmpty()) {
      Path spare = spares.element();
      if (size(spare) == segmentBytes) {
        return spare;
      }
      disk.delete(spare);
      spares.remove();
    }
    return zeros(sequence);
  }

  private long size(Path spare) throws IOException {
    try (Disk.ReadFile file = disk.read(spare)) {
      return file.size();
    }
  }

  /** A new file, filled with real zeros: later syncs then have no blocks to allocate. */
  private Path zeros(int sequence) throws IOException {
    Path path = layout.spare(sequence);
    disk.delete(path);
    try (Disk.LogFile file = disk.create(path)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(ZEROS, segmentBytes));
      for (int at = 0; at < segmentBytes; at += zeros.capacity()) {
        zeros.clear().limit(Math.min(zeros.capacity(), segmentBytes - at));
        file.write(zeros, at);
      }
      file.sync();
    } catch (IOException e) {
      disk.delete(path);
      throw e;
    }
    spares.add(path);
    return path;
  }

  /** Takes back the oldest segment. What lived in it is on disk elsewhere, and synced. */
  void release(Segment segment) {
    run(
        () -> {
          try {
            if (broken == null) {
              takeBack(segment);
            }
          } catch (IOException e) {
            broken = e;
          }
        });
  }

  private void takeBack(Segment segment) throws IOException {
    Path path = layout.segment(segment.sequence());
    if (!segment.damage().isEmpty()) {
      Path aside = layout.damaged(segment.sequence());
      disk.rename(path, aside);
      disk.syncDirectory(layout.journal());
      alarm.warning("damaged segment kept as " + aside);
      return;
    }
    Path spare = layout.spare(segment.sequence());
    disk.rename(path, spare);
    disk.syncDirectory(layout.journal());
    if (spares.size() < SPARES && segment.size() == segmentBytes) {
      spares.add(spare);
    } else {
      disk.delete(spare);
    }
  }

  /** Removes the files of bodies that nothing refers to, now that this is durable. */
  void deleteBodies(List<Long> bodies) {
    if (!bodies.isEmpty()) {
      run(() -> bodies.forEach(this::deleteBody));
    }
  }

  private void deleteBody(long id) {
    try {
      disk.delete(layout.body(id));
    } catch (IOException e) {
      alarm.warning("body file " + id + " stays until the store is opened again: " + e);
    }
  }

  /**
   * @throws IOException if taking back a segment has failed: what the directory holds is unknown
   */
  void check() throws IOException {
    IOException cause = broken;
    if (cause != null) {
      throw new IOException("a segment could not be taken back: " + cause.getMessage(), cause);
    }
  }

  private void run(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the store is closed", e);
    }
  }

  /** Ends the thread; a segment that was prepared and not used stays, empty. */
  @Override
  public void close() throws IOException {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("a segment is still being prepared");
      }
      if (next.isDone() && !next.isCompletedExceptionally()) {
        next.join().file().close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a segment is being prepared", e);
    }
  }
}
