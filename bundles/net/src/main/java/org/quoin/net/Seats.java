package org.quoin.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The connections of one listener, counted in all and per address (V2: tcpserver -c and -C). The
 * limit in all is waited for before a connection is accepted; the one per address is known only
 * after.
 */
final class Seats {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition free = lock.newCondition();
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private Settings.Limits limits;
  private int taken;

  Seats(Settings.Limits limits) {
    this.limits = limits;
  }

  /** New limits; running connections keep their seats even if there are now fewer. */
  void limits(Settings.Limits now) {
    lock.lock();
    try {
      limits = now;
      free.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether whoever comes now has to wait. */
  boolean full() {
    lock.lock();
    try {
      return taken >= limits.connections();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a seat, waiting until one is free. */
  void take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (taken >= limits.connections()) {
        free.await();
      }
      taken++;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back a seat. */
  void release() {
    lock.lock();
    try {
      taken--;
      free.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts the address of a connection that has a seat: how many it has with this one, or 0 if that
   * is too many.
   */
  int admit(InetAddress address) {
    lock.lock();
    try {
      int mine = perAddress.getOrDefault(address, 0);
      if (mine >= limits.perAddress()) {
        return 0;
      }
      perAddress.put(address, mine + 1);
      return mine + 1;
    } finally {
      lock.unlock();
    }
  }

  /** An {@link #admit admitted} connection of this address has ended. */
  void leave(InetAddress address) {
    lock.lock();
    try {
      perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    } finally {
      lock.unlock();
    }
  }
}
