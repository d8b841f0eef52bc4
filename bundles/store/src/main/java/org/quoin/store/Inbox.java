package org.quoin.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.quoin.api.queue.NoRoomException;

/**
 * Tickets that wait for the committer. Bytes count from {@link #put} until {@link #done}; when
 * there are too many, callers wait, and what is behind them slows down with the disk.
 */
final class Inbox {
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final long limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition left = lock.newCondition();
  private final Deque<Ticket> tickets = new ArrayDeque<>();
  private long bytes;
  private @Nullable IOException closed;

  Inbox(long limit) {
    this.limit = limit;
  }

  /**
   * Hands over a ticket; a single one may be larger than the limit.
   *
   * @throws IOException if the inbox is closed, or had no room for a minute
   */
  void put(Ticket ticket) throws IOException {
    boolean interrupted = Thread.interrupted();
    lock.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
      while (requireOpen() && bytes > 0 && bytes + ticket.bytes() > limit) {
        if (nanos <= 0) {
          throw new NoRoomException("the disk takes too long", null);
        }
        try {
          nanos = left.awaitNanos(nanos);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      tickets.add(ticket);
      bytes += ticket.bytes();
      arrived.signal();
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Takes what waits, oldest first; waits for the first ticket, but no longer than {@code nanos}.
   *
   * @param most bytes; a single larger ticket is taken nevertheless
   */
  List<Ticket> take(long nanos, int most) throws InterruptedException {
    lock.lock();
    try {
      long rest = nanos;
      while (tickets.isEmpty() && closed == null && rest > 0) {
        rest = arrived.awaitNanos(rest);
      }
      List<Ticket> taken = new ArrayList<>(tickets.size());
      long sum = 0;
      while (!tickets.isEmpty() && (taken.isEmpty() || sum + tickets.element().bytes() <= most)) {
        sum += tickets.element().bytes();
        taken.add(tickets.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Tickets of so many bytes that were taken are decided. */
  void done(long decided) {
    lock.lock();
    try {
      bytes -= decided;
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return tickets.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more tickets; what is in can still be taken. The first reason counts. */
  void close(IOException why) {
    lock.lock();
    try {
      closed = closed == null ? why : closed;
      arrived.signalAll();
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is closed and nothing is left in it. */
  boolean ended() {
    lock.lock();
    try {
      return closed != null && tickets.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * @throws IOException if it is closed
   */
  void check() throws IOException {
    lock.lock();
    try {
      requireOpen();
    } finally {
      lock.unlock();
    }
  }

  private boolean requireOpen() throws IOException {
    if (closed != null) {
      throw new IOException(closed.getMessage(), closed);
    }
    return true;
  }
}
