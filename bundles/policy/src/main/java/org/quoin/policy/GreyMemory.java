package org.quoin.policy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** A greylist that is remembered: the table, its file, and the lock of the table. */
final class GreyMemory implements AutoCloseable {
  /** Lines beyond those of a full table until the file is written anew. */
  private static final int SLACK = 10_000;

  private final InstantSource clock;
  private final GreyTable table;
  private final GreyFile file;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean recalled;

  /**
   * @param room entries that wait, and most that have passed
   */
  GreyMemory(Path file, GreyTable.Terms terms, IntSupplier room, InstantSource clock) {
    this.clock = clock;
    this.file = new GreyFile(file, () -> 4 * room.getAsInt() + SLACK, this::lines);
    this.table =
        new GreyTable(terms, room, (key, entry) -> this.file.note(new GreyLine(key, entry)));
  }

  /** Whether this triplet of this client's network may pass now. */
  boolean admits(GreyKey triplet, GreyKey client) {
    boolean admitted;
    lock.lock();
    try {
      recall();
      admitted = table.admits(triplet, client, now());
    } finally {
      lock.unlock();
    }
    file.write();
    return admitted;
  }

  /** The same, but nothing is learnt from the question. */
  boolean wouldAdmit(GreyKey triplet, GreyKey client) {
    lock.lock();
    try {
      recall();
      return table.wouldAdmit(triplet, client, now());
    } finally {
      lock.unlock();
    }
  }

  /** Once, and nobody can be judged before. */
  private void recall() {
    if (!recalled) {
      recalled = true;
      file.read(line -> table.recall(line.key(), line.entry()));
    }
  }

  private List<GreyLine> lines() {
    List<GreyLine> lines = new ArrayList<>();
    lock.lock();
    try {
      table.entries(now(), (key, entry) -> lines.add(new GreyLine(key, entry)));
    } finally {
      lock.unlock();
    }
    return lines;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  @Override
  public void close() {
    file.close();
  }
}
