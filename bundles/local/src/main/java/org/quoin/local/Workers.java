package org.quoin.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The workers that there are: a limited number, of each user at most half of it, so that one whose
 * deliveries hang leaves places to the others. A worker is kept for some time for the next delivery
 * of its user, or until somebody else needs its place.
 */
final class Workers implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final SwitchSettings settings;
  private final Worker.Limits limits;
  private final Launcher launcher;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final ScheduledFuture<?> expiry;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Worker> all = new ArrayList<>();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param programTime for all programs of one delivery
   */
  Workers(SwitchSettings settings, Duration programTime, Launcher launcher, InstantSource clock) {
    this.settings = settings;
    this.limits = new Worker.Limits(START, programTime.plus(MARGIN));
    this.launcher = launcher;
    this.clock = clock;
    long pause = Math.max(1, settings.idle().toSeconds() / 4);
    expiry = timer.scheduleWithFixedDelay(this::expire, pause, pause, TimeUnit.SECONDS);
  }

  WorkerAnswer deliver(Identity identity, WorkerTask task) throws NotNow, InterruptedException {
    Worker worker = take(identity);
    try {
      return worker.deliver(task, limits);
    } catch (NotNow e) {
      requireOpen();
      throw e;
    } finally {
      giveBack(worker);
    }
  }

  private void requireOpen() throws NotNow {
    lock.lock();
    try {
      if (closed) {
        throw NotNow.missing("The local transport is being stopped.");
      }
    } finally {
      lock.unlock();
    }
  }

  private Worker take(Identity identity) throws NotNow, InterruptedException {
    lock.lock();
    try {
      long left = settings.patience().toNanos();
      while (true) {
        requireOpen();
        Optional<Worker> found = attempt(identity);
        if (found.isPresent()) {
          return found.get();
        }
        if (left <= 0) {
          throw NotNow.trouble("All workers that may run at a time are busy. (#4.3.0)");
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** One that is idle, else a new one; empty if somebody must go first. */
  private Optional<Worker> attempt(Identity identity) {
    for (Worker worker : List.copyOf(idle)) {
      if (worker.identity().equals(identity)) {
        idle.remove(worker);
        if (worker.isUsable()) {
          return Optional.of(worker);
        }
        end(worker);
      }
    }
    long own = all.stream().filter(each -> each.identity().equals(identity)).count();
    if (own >= settings.perUser()) {
      return Optional.empty();
    }
    if (all.size() < settings.workers()) {
      Worker worker = new Worker(identity, launcher);
      all.add(worker);
      return Optional.of(worker);
    }
    Optional.ofNullable(idle.pollLast()).ifPresent(this::end);
    return Optional.empty();
  }

  /** The last to rest is the first to work again. */
  private void giveBack(Worker worker) {
    lock.lock();
    try {
      if (!closed && worker.isUsable()) {
        worker.rest(clock.instant());
        idle.addFirst(worker);
      } else {
        end(worker);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end(Worker worker) {
    worker.end(() -> gone(worker));
  }

  private void gone(Worker worker) {
    lock.lock();
    try {
      all.remove(worker);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends those who have rested for too long. */
  void expire() {
    lock.lock();
    try {
      Instant before = clock.instant().minus(settings.idle());
      List<Worker> old = idle.stream().filter(each -> each.restsSince(before)).toList();
      idle.removeAll(old);
      old.forEach(this::end);
    } finally {
      lock.unlock();
    }
  }

  /** All that there are, those that are just ending included. */
  int size() {
    lock.lock();
    try {
      return all.size();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all, with what they run, and waits for that for some time. */
  @Override
  public void close() {
    expiry.cancel(false);
    timer.shutdown();
    lock.lock();
    try {
      closed = true;
      List.copyOf(all).forEach(this::end);
      idle.clear();
      changed.signalAll();
      awaitGone();
    } finally {
      lock.unlock();
    }
  }

  private void awaitGone() {
    long left = CLOSE.toNanos();
    try {
      while (!all.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
