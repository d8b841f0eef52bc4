package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a channel knows of its destinations by how attempts there ended lately: whoever answered,
 * whatever the answer was, costs a channel little; whoever does not keeps its room for minutes (ADR
 * 13). Of many, those that nothing was heard of for longest are forgotten. Guarded by the
 * dispatcher's lock.
 */
final class Evidence {
  /** Destinations that are remembered. */
  static final int MOST = 10_000;

  /** A destination that answered counts as proven for so long. */
  static final Duration LATELY = Duration.ofMinutes(10);

  /** One that did not counts as suspected for so long. */
  static final Duration SUSPICION = Duration.ofHours(1);

  /** An attempt that runs longer than this may be one that hangs. */
  static final Duration HANG = Duration.ofSeconds(5);

  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);

  /** What is known of a destination. */
  enum Trust {
    /** It has answered lately. */
    PROVEN,
    UNKNOWN,
    /** It hangs, or did not answer the last time. */
    SUSPECTED
  }

  private record Seen(boolean answered, Instant at, Duration took) {
    /** Some always take long to answer. */
    Duration patience() {
      Duration twice = took.multipliedBy(2);
      Duration bounded = twice.compareTo(LONGEST_PATIENCE) < 0 ? twice : LONGEST_PATIENCE;
      return bounded.compareTo(HANG) > 0 ? bounded : HANG;
    }
  }

  private static final Seen NOTHING = new Seen(false, Instant.MIN, Duration.ZERO);

  private final SequencedMap<String, Seen> table = new LinkedHashMap<>();

  void answered(String destination, Instant started, Instant now) {
    Duration took = now.isAfter(started) ? Duration.between(started, now) : Duration.ZERO;
    put(destination, new Seen(true, now, took));
  }

  /** An attempt had no answer; if another one had meanwhile, that means little. */
  void timedOut(String destination, Instant started, Instant now) {
    Seen seen = seen(destination);
    if (!seen.answered() || seen.at().isBefore(started)) {
      put(destination, new Seen(false, now, Duration.ZERO));
    }
  }

  /**
   * What to think of a destination now.
   *
   * @param oldest when the oldest of the attempts began that run there; {@link Instant#MAX} if none
   *     does
   */
  Trust trust(String destination, Instant oldest, Instant now) {
    Seen seen = seen(destination);
    if (seen.answered()) {
      Instant longAgo = now.minus(seen.patience());
      boolean hangs = !oldest.isAfter(longAgo) && !seen.at().isAfter(longAgo);
      return hangs ? Trust.SUSPECTED : isWithin(LATELY, seen, now) ? Trust.PROVEN : Trust.UNKNOWN;
    }
    boolean hangs = !oldest.isAfter(now.minus(HANG));
    return hangs || isWithin(SUSPICION, seen, now) ? Trust.SUSPECTED : Trust.UNKNOWN;
  }

  /** A clock that was set back makes what was seen as old as can be. */
  private static boolean isWithin(Duration span, Seen seen, Instant now) {
    return seen.at().isAfter(now.minus(span)) && !seen.at().isAfter(now.plus(span));
  }

  int size() {
    return table.size();
  }

  private Seen seen(String destination) {
    @Nullable Seen seen = table.get(destination);
    return seen == null ? NOTHING : seen;
  }

  private void put(String destination, Seen seen) {
    table.remove(destination);
    table.put(destination, seen);
    if (table.size() > MOST) {
      table.pollFirstEntry();
    }
  }
}
