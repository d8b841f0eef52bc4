package org.quoin.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps a reserve of disk for what must go on when no new mail is taken: marks and bounces. */
final class Room {
  private static final long GOOD_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Disk disk;
  private final Path folder;
  private final long minFree;
  private final LongSupplier nanoClock;
  private volatile Sample sample;

  private record Sample(long free, long atNanos) {}

  /**
   * @param nanoClock the machine's running clock
   */
  Room(Folder folder, long minFree, LongSupplier nanoClock) throws IOException {
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
    require(minFree);
  }

  /**
   * @throws NoRoomException if even the platform's own mail must wait
   */
  void checkReserve() throws IOException {
    require(minFree / 2);
  }

  private void require(long needed) throws IOException {
    if (nanoClock.getAsLong() - sample.atNanos() >= GOOD_FOR_NANOS) {
      sample = measure();
    }
    long free = sample.free();
    if (free < needed) {
      throw new NoRoomException(
          "short of room: " + free + " bytes left in " + folder + ", " + needed + " needed", null);
    }
  }

  private Sample measure() throws IOException {
    return new Sample(disk.room(folder), nanoClock.getAsLong());
  }
}
