package org.quoin.store;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of heap that all bodies on their way into the log may take together. */
final class Budget {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  Budget(long limit) {
    this.limit = limit;
  }

  /** Takes so many bytes if they are left. */
  boolean take(int bytes) {
    if (taken.addAndGet(bytes) <= limit) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void giveBack(int bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
