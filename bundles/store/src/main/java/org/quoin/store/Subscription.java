package org.quoin.store;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attached queue. First the replaying thread calls the listener, then the committer, never
 * both.
 *
 * <p><em>Why each message comes exactly once.</em> The committer first puts a message into the
 * {@link Index} and then offers it here. Replay hands out what the index has, in the order of
 * acceptance, until it finds, under this lock, that the index has nothing behind the last one; in
 * the same breath it goes live. A message that was in the index by then was handed out by replay,
 * and its offer is turned down: either nobody is live yet, or it is not behind the last one. A
 * message that came into the index later is behind the last one, is offered later still, and finds
 * the listener live.
 */
final class Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

  private final String queue;
  private final QueueStore.Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean live;
  private boolean closed;

  /** Where replay ended. */
  private long last;

  Subscription(String queue, QueueStore.Listener listener) {
    this.queue = queue;
    this.listener = listener;
  }

  String queue() {
    return queue;
  }

  QueueStore.Listener listener() {
    return listener;
  }

  /**
   * Ends the replay if nothing newer is in the index.
   *
   * @param replayed the place of the last message that replay has handed out
   * @return whether it is over
   */
  boolean goLive(long replayed, BooleanSupplier nothingNewer) {
    lock.lock();
    try {
      last = replayed;
      live = !closed && nothingNewer.getAsBoolean();
      return live;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @throws IOException if it is closed: what replay would read may be gone
   */
  void requireOpen() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the store is closed");
      }
    } finally {
      lock.unlock();
    }
  }

  /** The committer has a new message, with these marks. */
  void offer(QueueRecord.Accepted message, List<QueueRecord.Mark> marks, long order) {
    lock.lock();
    try {
      if (live && !closed && order > last) {
        tell(message, marks);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(QueueRecord.Accepted message, List<QueueRecord.Mark> marks) {
    try {
      listener.accepted(message, marks, false);
    } catch (RuntimeException e) {
      LOG.error("queue {} did not take message {}", queue, message.message(), e);
    }
  }

  /** Waits for a running call; the listener is not called again. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
