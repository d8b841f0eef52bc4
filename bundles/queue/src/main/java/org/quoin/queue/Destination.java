package org.quoin.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quoin.api.delivery.Route;

/**
 * One destination of a channel, while recipients are ready for it or attempts run there. A hundred
 * thousand of them may be there at once, so what is empty costs nothing. Guarded by the
 * dispatcher's lock.
 */
final class Destination {
  /** Whoever is due first goes first, and of two that are due together the older message. */
  private static final Comparator<Recipient> FIRST =
      Comparator.comparing((Recipient recipient) -> recipient.due())
          .thenComparingLong(recipient -> recipient.message().number())
          .thenComparingInt(Recipient::index);

  private final String name;
  private NavigableSet<Recipient> fresh = Collections.emptyNavigableSet();
  private NavigableSet<Recipient> again = Collections.emptyNavigableSet();
  private Map<Recipient, Instant> running = Map.of();
  private @Nullable Recipient probe;
  private @Nullable Routed way;
  private @Nullable Instant asleep;
  private boolean waits;

  Destination(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Whether it is one that was never tried. */
  static boolean isFresh(Recipient recipient) {
    return recipient.standing().deferrals() == 0;
  }

  void add(Recipient recipient) {
    if (isFresh(recipient)) {
      fresh = with(recipient, fresh);
    } else {
      again = with(recipient, again);
    }
  }

  private static NavigableSet<Recipient> with(Recipient recipient, NavigableSet<Recipient> old) {
    NavigableSet<Recipient> set = old.isEmpty() ? new TreeSet<>(FIRST) : old;
    set.add(recipient);
    return set;
  }

  /**
   * @return false if it is not ready here
   */
  boolean remove(Recipient recipient) {
    return (hasFresh() && fresh.remove(recipient)) || (hasAgain() && again.remove(recipient));
  }

  /** Takes out those for whom this holds. */
  List<Recipient> remove(Predicate<Recipient> condition) {
    List<Recipient> gone = new ArrayList<>();
    fresh.stream().filter(condition).forEach(gone::add);
    again.stream().filter(condition).forEach(gone::add);
    gone.forEach(this::remove);
    return gone;
  }

  boolean hasFresh() {
    return !fresh.isEmpty();
  }

  boolean hasAgain() {
    return !again.isEmpty();
  }

  boolean hasReady() {
    return hasFresh() || hasAgain();
  }

  /**
   * The next one, whose attempt runs from now on.
   *
   * @param againFirst whether one that was deferred before is preferred
   * @throws java.util.NoSuchElementException if nobody is ready
   */
  Recipient start(boolean againFirst, Instant now) {
    NavigableSet<Recipient> from = hasAgain() && (againFirst || !hasFresh()) ? again : fresh;
    Recipient next = from.removeFirst();
    run(next, now);
    return next;
  }

  /** The attempt of one that waits elsewhere runs from now on. */
  void run(Recipient recipient, Instant now) {
    if (running.isEmpty()) {
      running = new LinkedHashMap<>();
    }
    running.put(recipient, now);
  }

  /**
   * Its attempt runs no more.
   *
   * @return when it began
   */
  Instant end(Recipient recipient) {
    if (isProbe(recipient)) {
      probe = null;
    }
    Instant started = running.remove(recipient);
    return Objects.requireNonNull(started, "it does not run");
  }

  int running() {
    return running.size();
  }

  /** When the oldest attempt that runs began; {@link Instant#MAX} if none runs. */
  Instant oldestStart() {
    return running.isEmpty() ? Instant.MAX : running.values().iterator().next();
  }

  /** The attempt that was made though the destination is not proven; there is one at a time. */
  void probe(Recipient recipient) {
    probe = recipient;
  }

  boolean hasProbe(Instant now) {
    @Nullable Instant since = probe == null ? null : running.get(probe);
    return since != null && since.isAfter(now.minus(Window.LOST));
  }

  /** What is remembered of the way of all who wait here. */
  Routed way(Route route) {
    @Nullable Routed known = way;
    if (known == null || !known.route().transport().equals(route.transport())) {
      known = Routed.waiting(route);
      way = known;
    }
    return known;
  }

  @SuppressWarnings("ReferenceEquality") // there is one object per recipient
  private boolean isProbe(Recipient recipient) {
    return probe == recipient;
  }

  /** Nothing is tried before this time; null = it is awake. */
  @Nullable Instant asleep() {
    return asleep;
  }

  void asleep(@Nullable Instant until) {
    asleep = until;
  }

  /** Whether it is counted as waiting for room; the lane counts. */
  boolean waits() {
    return waits;
  }

  void waits(boolean value) {
    waits = value;
  }
}
