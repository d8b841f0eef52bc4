package org.quoin.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way to call something that can go away at any moment: once closed, nobody is let in any more,
 * and whoever closes can wait for those inside.
 */
final class Gate<T> {

  /** What is done inside. */
  @FunctionalInterface
  interface Call<T, R> {
    R with(T target) throws Exception;
  }

  private final T target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private int inside;
  private boolean closed;

  Gate(T target) {
    this.target = target;
  }

  /** Whether this is the way to {@code other}. */
  @SuppressWarnings("ReferenceEquality") // services are compared by identity
  boolean leadsTo(Object other) {
    return target == other;
  }

  /** For a target whose calls need not be awaited. */
  T target() {
    return target;
  }

  /** The answer of the call, or empty if the gate is closed. */
  <R> Optional<R> call(Call<T, R> call) throws Exception {
    if (!enter()) {
      return Optional.empty();
    }
    try {
      return Optional.of(call.with(target));
    } finally {
      leave();
    }
  }

  /**
   * Lets nobody in any more and waits for those inside.
   *
   * @return true if nobody is inside
   */
  boolean close(Duration limit) {
    lock.lock();
    try {
      closed = true;
      long nanos = limit.toNanos();
      while (inside > 0 && nanos > 0) {
        nanos = left.awaitNanos(nanos);
      }
      return inside == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return inside == 0;
    } finally {
      lock.unlock();
    }
  }

  private boolean enter() {
    lock.lock();
    try {
      inside += closed ? 0 : 1;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      inside--;
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
