package org.quoin.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.quoin.api.event.MailEvent;

/**
 * Events on their way to one listener: bounded, in order, and with a note wherever some had to be
 * dropped. Putting never waits for the reader.
 */
final class Mailbag {
  /** What the reader takes out. */
  sealed interface Item {
    record Event(MailEvent event) implements Item {}

    /** Here {@code count} events are missing. */
    record Gap(long count) implements Item {}
  }

  private final int capacity;
  private final Duration gathering;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Item> items = new ArrayList<>();
  private long dropped;
  private boolean closed;

  /**
   * @param capacity events that may wait, at least 1
   * @param gathering how long an event may wait for others before the reader gets it
   */
  Mailbag(int capacity, Duration gathering) {
    this.capacity = capacity;
    this.gathering = gathering;
  }

  /**
   * Adds an event, or counts it if there is no room.
   *
   * @return true if this event is the first of a gap
   */
  boolean put(MailEvent event) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (items.size() >= capacity) {
        return ++dropped == 1;
      }
      items.add(new Item.Event(event));
      if (items.size() == 1 || items.size() == capacity / 2) {
        changed.signal();
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for items, a moment more for others to join them, and takes all; empty once the bag is
   * closed and nothing is left. Waking the reader for each item would cost more than reading it.
   */
  List<Item> take() throws InterruptedException {
    lock.lock();
    try {
      while (items.isEmpty() && !closed) {
        changed.await();
      }
      long rest = gathering.toNanos();
      while (rest > 0 && items.size() < capacity / 2 && !closed) {
        rest = changed.awaitNanos(rest);
      }
      noteGap();
      List<Item> taken = items;
      items = new ArrayList<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is added from now on. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void noteGap() {
    if (dropped > 0) {
      items.add(new Item.Gap(dropped));
      dropped = 0;
    }
  }
}
