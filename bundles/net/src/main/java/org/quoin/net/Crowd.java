package org.quoin.net;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Conversations that end together: those of one protocol, or those of one listener. Once dismissed,
 * nobody enters any more, and those inside are asked to leave, then hurried, then cut off, all
 * within a bounded time (design: hot swap).
 */
final class Crowd {
  /** How often a dismissed crowd is searched for conversations that just wait for their peer. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private final Set<Conversation> inside = new HashSet<>();
  private boolean dismissed;

  /** False once dismissed; else {@link #leave} must follow. */
  boolean enter(Conversation conversation) {
    lock.lock();
    try {
      return !dismissed && inside.add(conversation);
    } finally {
      lock.unlock();
    }
  }

  void leave(Conversation conversation) {
    lock.lock();
    try {
      inside.remove(conversation);
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Those inside now. */
  List<Conversation> inside() {
    lock.lock();
    try {
      return List.copyOf(inside);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return inside.size();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all conversations; returns when they have left, at the latest after this time. */
  void dismiss(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (Conversation conversation : close()) {
      conversation.wantEnd();
    }
    long patient = end - limit.toNanos() / 2;
    while (System.nanoTime() < patient && !emptyWithin(LOOK_NANOS)) {
      inside().forEach(Conversation::wakeIfSilent);
    }
    inside().forEach(Conversation::hangUp);
    if (!emptyWithin((end - System.nanoTime()) / 2)) {
      inside().forEach(Conversation::interrupt);
      emptyWithin(end - System.nanoTime());
    }
  }

  private List<Conversation> close() {
    lock.lock();
    try {
      dismissed = true;
      return List.copyOf(inside);
    } finally {
      lock.unlock();
    }
  }

  private boolean emptyWithin(long nanos) {
    lock.lock();
    try {
      long rest = nanos;
      while (!inside.isEmpty() && rest > 0) {
        rest = left.awaitNanos(rest);
      }
      return inside.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
