package org.quoin.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.quoin.api.queue.NoRoomException;

/** Keeps a reserve of disk for what must go on when no new mail is taken: marks and bounces. */
final class Room {
  /** What is kept free if nobody has said how much: so many bytes, or this part of the disk. */
  static final long LEAST = 50L << 20;

  private static final int PART = 50;
  private static final long GOOD_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Disk disk;
  private final Path folder;
  private final OptionalLong minFree;
  private final LongSupplier nanoClock;
  private volatile Sample sample;

  private record Sample(long free, long minFree, long atNanos) {}

  /**
   * @param minFree what the operator wants; empty = by the size of the file system
   * @param nanoClock the machine's running clock
   */
  Room(Folder folder, OptionalLong minFree, LongSupplier nanoClock) throws IOException {
    this.disk = folder.disk();
    this.folder = folder.layout().folder();
    this.minFree = minFree;
    this.nanoClock = nanoClock;
    this.sample = measure();
  }

  /**
   * @throws NoRoomException if new mail must wait
   */
  void check() throws IOException {
    require(1);
  }

  /**
   * @throws NoRoomException if even the platform's own mail must wait
   */
  void checkReserve() throws IOException {
    require(2);
  }

  private void require(int share) throws IOException {
    Sample now = sample;
    if (nanoClock.getAsLong() - now.atNanos() >= GOOD_FOR_NANOS) {
      now = measure();
      sample = now;
    }
    long free = now.free();
    long needed = now.minFree() / share;
    if (free < needed) {
      throw new NoRoomException(
          "short of room: " + free + " bytes left in " + folder + ", " + needed + " needed", null);
    }
  }

  private Sample measure() throws IOException {
    long needed = minFree.isPresent() ? minFree.getAsLong() : leastOf(disk.size(folder));
    return new Sample(disk.room(folder), needed, nanoClock.getAsLong());
  }

  private static long leastOf(long size) {
    return Math.max(LEAST, size / PART);
  }
}
