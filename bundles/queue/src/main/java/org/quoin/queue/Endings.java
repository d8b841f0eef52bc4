package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Messages whose recipients are all settled: what is left is to tell the sender, if need be, and to
 * forget them. Guarded by the dispatcher's lock.
 */
final class Endings {
  private static final int MAX_RUNNING = 4;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /**
   * @param tries how often the bounce could not be handed in
   */
  record Ending(Message message, Instant due, int tries) {}

  private final PriorityQueue<Ending> waiting =
      new PriorityQueue<>(
          Comparator.comparing(Ending::due).thenComparingLong(e -> e.message().number()));
  private final Set<Ending> running = new HashSet<>();

  void add(Message message, Instant now) {
    waiting.add(new Ending(message, now, 0));
  }

  /** Whether this message waits here or is being ended. */
  @SuppressWarnings("ReferenceEquality") // there is one object per message
  boolean has(Message message) {
    return Stream.concat(waiting.stream(), running.stream()).anyMatch(e -> e.message() == message);
  }

  /**
   * It shall not be ended, or not now.
   *
   * @return false if that is going on
   */
  @SuppressWarnings("ReferenceEquality") // there is one object per message
  boolean withdraw(Message message) {
    if (running.stream().anyMatch(ending -> ending.message() == message)) {
      return false;
    }
    waiting.removeIf(ending -> ending.message() == message);
    return true;
  }

  /** Later again, each time twice as late. */
  void postpone(Ending ending, Instant now) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(ending.tries(), 10));
    Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    waiting.add(new Ending(ending.message(), now.plus(bounded), ending.tries() + 1));
  }

  /** All are due now. */
  void flush(Instant now) {
    List<Ending> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(ending -> waiting.add(new Ending(ending.message(), now, ending.tries())));
  }

  /** The one of this message is due now. */
  void flush(Message message, Instant now) {
    if (has(message) && withdraw(message)) {
      add(message, now);
    }
  }

  /** The next one that is due, if there is room for one more. */
  Optional<Ending> start(Instant now) {
    Ending first = waiting.peek();
    if (first == null || first.due().isAfter(now) || running.size() >= MAX_RUNNING) {
      return Optional.empty();
    }
    running.add(first);
    return Optional.of(waiting.remove());
  }

  /**
   * It runs no more.
   *
   * @return false if it did not run
   */
  boolean end(Ending ending) {
    return running.remove(ending);
  }

  /** When the next one is due; empty while there is no room: the end of one looks anyhow. */
  Optional<Instant> nextTime() {
    return running.size() >= MAX_RUNNING
        ? Optional.empty()
        : Optional.ofNullable(waiting.peek()).map(Ending::due);
  }
}
