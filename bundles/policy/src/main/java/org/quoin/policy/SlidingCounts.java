package org.quoin.policy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts by name over the last so much time. Of each name it keeps the counts of this window and of
 * the one before, and takes of the latter the part that still reaches into the time asked about: so
 * a name costs the same however much it does. Of too many names those counted longest ago are
 * forgotten.
 */
final class SlidingCounts {
  private final long windowMillis;
  private final int most;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final SequencedMap<String, Count> counts = new LinkedHashMap<>();

  /**
   * @param window number of the window, since 1970
   * @param now what was counted in it
   * @param before what was counted in the one before
   */
  private record Count(long window, long now, long before) {
    static final Count NONE = new Count(0, 0, 0);

    /** The same seen from another window. */
    Count in(long later) {
      if (later == window) {
        return this;
      }
      return new Count(later, 0, later == window + 1 ? now : 0);
    }

    Count plus(long more) {
      return new Count(window, now + more, before);
    }
  }

  /**
   * What somebody wants to do.
   *
   * @param name whose count it is
   * @param amount how much
   * @param limit how much he may do within the time
   */
  record Claim(String name, long amount, long limit) {}

  SlidingCounts(Duration window, int most, InstantSource clock) {
    this.windowMillis = window.toMillis();
    this.most = most;
    this.clock = clock;
  }

  /** Whether there is room for all of it. */
  boolean fit(List<Claim> claims) {
    lock.lock();
    try {
      long now = clock.millis();
      return claims.stream().allMatch(claim -> fits(claim, now));
    } finally {
      lock.unlock();
    }
  }

  /** Counts all of it if there is room for all, else nothing. */
  boolean take(List<Claim> claims) {
    lock.lock();
    try {
      long now = clock.millis();
      if (!claims.stream().allMatch(claim -> fits(claim, now))) {
        return false;
      }
      claims.forEach(claim -> add(claim, now));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(Claim claim, long now) {
    Count count = count(claim.name(), now);
    double left = 1 - (double) Math.floorMod(now, windowMillis) / windowMillis;
    return Math.floor(count.before() * left) + count.now() + claim.amount() <= claim.limit();
  }

  private Count count(String name, long now) {
    return counts.getOrDefault(name, Count.NONE).in(Math.floorDiv(now, windowMillis));
  }

  private void add(Claim claim, long now) {
    Count count = count(claim.name(), now).plus(claim.amount());
    counts.remove(claim.name());
    counts.put(claim.name(), count);
    if (counts.size() > most) {
      counts.pollFirstEntry();
    }
  }
}
