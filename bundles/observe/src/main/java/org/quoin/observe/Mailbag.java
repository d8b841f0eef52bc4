package org.quoin.observe;

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
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private List<Item> items = new ArrayList<>();
  private long dropped;
  private boolean closed;

  /**
   * @param capacity events that may wait, at least 1
   */
  Mailbag(int capacity) {
    this.capacity = capacity;
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
      noteGap();
      items.add(new Item.Event(event));
      filled.signal();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for items and takes all of them; empty once the bag is closed and nothing is left. */
  List<Item> take() throws InterruptedException {
    lock.lock();
    try {
      while (items.isEmpty() && !closed) {
        filled.await();
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
      filled.signal();
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
