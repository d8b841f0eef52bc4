package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Destinations that timed out, as qmail-remote's tcpto remembers addresses (R5, T10): from the
 * second time on, at least two minutes after the first, a destination is left alone for 64 to 97
 * minutes; any answer makes it forgotten. Of many, those that timed out longest ago are forgotten.
 * Guarded by the dispatcher's lock.
 */
final class Timeouts {
  /** Destinations that are remembered. */
  static final int MOST = 10_000;

  private static final int MOST_COUNTED = 10;
  private static final int ENOUGH = 2;
  private static final Duration APART = Duration.ofMinutes(2);
  private static final long UNIT_SECONDS = 64;
  private static final int LEAST_UNITS = 60;
  private static final int MORE_UNITS = 32;

  /** No back-off is longer. */
  static final Duration LONGEST = Duration.ofSeconds((LEAST_UNITS + MORE_UNITS - 1) * UNIT_SECONDS);

  /**
   * @param count timeouts without an answer between them, those close to another left out
   * @param until when it is tried again, if that is left to the count
   */
  record Entry(String destination, int count, Instant last, Instant until) {
    boolean backsOff(Instant now) {
      return count >= ENOUGH && now.isBefore(until) && !last.isAfter(now);
    }

    /** False if no entry can be like this. */
    boolean isPossible() {
      return count >= 1
          && count <= MOST_COUNTED
          && until.isAfter(last)
          && !until.isAfter(last.plus(LONGEST));
    }

    /** For people. */
    String text() {
      return "destination %s timed out %d times, tried again at %s"
          .formatted(Listing.printable(destination), count, until);
    }
  }

  private final RandomGenerator random;
  private final int most;
  private final SequencedMap<String, Entry> table = new LinkedHashMap<>();
  private boolean changed;

  Timeouts(RandomGenerator random) {
    this(random, MOST);
  }

  private Timeouts(RandomGenerator random, int most) {
    this.random = random;
    this.most = most;
  }

  /** For a channel whose destinations are never left alone: it remembers nothing. */
  static Timeouts none() {
    return new Timeouts(RandomGenerator.getDefault(), 0);
  }

  void timedOut(String destination, Instant now) {
    int before = 0;
    @Nullable Entry known = table.get(destination);
    if (known != null && !known.last().isAfter(now)) {
      if (now.isBefore(known.last().plus(APART))) {
        return;
      }
      before = known.count();
    }
    int count = Math.min(before + 1, MOST_COUNTED);
    put(new Entry(destination, count, now, now.plusSeconds(pause())));
    changed = true;
  }

  private long pause() {
    return (LEAST_UNITS + random.nextInt(MORE_UNITS)) * UNIT_SECONDS;
  }

  void answered(String destination) {
    changed |= table.remove(destination) != null;
  }

  /** Whether a timeout of it counts. */
  boolean has(String destination) {
    return table.containsKey(destination);
  }

  /** Says until when a destination is left alone, if it is. */
  Optional<Entry> backOff(String destination, Instant now) {
    return Optional.ofNullable(table.get(destination)).filter(entry -> entry.backsOff(now));
  }

  /** Those that timed out longest ago first. */
  List<Entry> entries() {
    return List.copyOf(table.values());
  }

  /** As if none had ever timed out. */
  void clear() {
    changed |= !table.isEmpty();
    table.clear();
  }

  /** Takes up what is known from an earlier life, before anything has happened in this one. */
  void recall(List<Entry> entries) {
    entries.forEach(this::put);
  }

  /** All there is, if it has changed since this was asked the last time. */
  Optional<List<Entry>> changes() {
    boolean any = changed;
    changed = false;
    return any ? Optional.of(entries()) : Optional.empty();
  }

  /** What {@link #changes} said could not be kept. */
  void keepFailed() {
    changed = true;
  }

  private void put(Entry entry) {
    table.remove(entry.destination());
    table.put(entry.destination(), entry);
    if (table.size() > most) {
      table.pollFirstEntry();
    }
  }
}
