package org.quoin.queue;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.quoin.api.queue.MailQueue.Limit;

/**
 * Where mail comes into one instance, if it has limits: counts what waits and what is on its way.
 * What waits is the board's to know. A message on its way is counted here until it has reached the
 * board, for a moment in both places and never in neither; so a limit may be felt a moment too
 * early and is never passed.
 *
 * <p>An instance without limits takes no lock here and counts nothing.
 */
final class Turnstile {
  private final Board board;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Long> coming = new HashMap<>();
  private final Pace pace = new Pace();
  private long comingBytes;

  /** So that who counts nothing takes no lock. */
  private volatile boolean busy;

  private record Load(long messages, long bytes) {}

  Turnstile(Board board, InstantSource clock) {
    this.board = board;
    this.clock = clock;
  }

  /** Which limit would keep the smallest message out now. */
  Optional<Limit> full(boolean bounce) {
    Settings.Quota quota = quota();
    return passesFree(quota, bounce) ? Optional.empty() : locked(() -> reached(quota, 1));
  }

  /** Lets a message in, or says which limit it meets. */
  Optional<Limit> reserve(long message, long bytes, boolean bounce) {
    Settings.Quota quota = quota();
    return passesFree(quota, bounce) ? Optional.empty() : locked(() -> take(quota, message, bytes));
  }

  /** A message that was let in will not come. */
  void cancel(long message) {
    if (busy) {
      locked(
          () -> {
            if (forget(message) && quota().rate().isPresent()) {
              pace.giveBack();
            }
            return Optional.empty();
          });
    }
  }

  /** A message has reached the board. */
  void arrived(long message) {
    if (busy) {
      locked(
          () -> {
            forget(message);
            return Optional.empty();
          });
    }
  }

  private Settings.Quota quota() {
    return board.settings().door().quota();
  }

  private static boolean passesFree(Settings.Quota quota, boolean bounce) {
    return quota.isNone() || (bounce && !quota.countsBounces());
  }

  private Optional<Limit> take(Settings.Quota quota, long message, long bytes) {
    Optional<Limit> reached = reached(quota, bytes);
    if (reached.isEmpty() && coming.put(message, bytes) == null) {
      comingBytes += bytes;
      busy = true;
      if (quota.rate().isPresent()) {
        pace.take();
      }
    }
    return reached;
  }

  /** What is on its way is looked at first: what leaves it meanwhile is on the board. */
  private Optional<Limit> reached(Settings.Quota quota, long bytes) {
    long messages = coming.size() + 1L;
    long together = comingBytes + bytes;
    Load here = board.view(all -> new Load(all.state().size(), all.state().bytes()));
    if (isOver(quota.messages(), messages + here.messages())) {
      return Optional.of(Limit.MESSAGES);
    }
    if (isOver(quota.bytes(), together + here.bytes())) {
      return Optional.of(Limit.BYTES);
    }
    boolean inTime =
        quota.rate().isEmpty() || pace.allows(quota.rate().getAsLong(), clock.instant());
    return inTime ? Optional.empty() : Optional.of(Limit.RATE);
  }

  private static boolean isOver(OptionalLong limit, long value) {
    return limit.isPresent() && value > limit.getAsLong();
  }

  private boolean forget(long message) {
    Long bytes = coming.remove(message);
    comingBytes -= bytes == null ? 0 : bytes;
    busy = !coming.isEmpty();
    return bytes != null;
  }

  private <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }
}
