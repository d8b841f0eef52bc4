package org.quoin.bench;

import java.io.IOException;

/** The plainest group commit: one sync serves every writer that waits for one. */
final class GroupCommit {
  /** Makes so many waiting writes durable. */
  interface Disk {
    void commit(int writes) throws IOException;
  }

  private int waiting;
  private long taken;
  private long durable;
  private boolean ended;

  /** Returns when the write is durable; false if there will be no more syncs. */
  synchronized boolean write() throws InterruptedException {
    long mine = taken;
    waiting++;
    notifyAll();
    while (durable <= mine && !ended) {
      wait();
    }
    return !ended;
  }

  /** One sync for all who wait; returns how many they were. */
  int commit(Disk disk) throws IOException, InterruptedException {
    int batch = take();
    disk.commit(batch);
    finish();
    return batch;
  }

  private synchronized int take() throws InterruptedException {
    while (waiting == 0) {
      wait();
    }
    int batch = waiting;
    waiting = 0;
    taken++;
    return batch;
  }

  private synchronized void finish() {
    durable = taken;
    notifyAll();
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
