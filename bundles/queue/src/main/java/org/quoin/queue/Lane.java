package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;

/**
 * One channel: the recipients that are ready for it, by destination, and the attempts that run in
 * it. Proven destinations take turns; those that are not proven share two {@link Windows} and have
 * one attempt at a time each; those that back off sleep (R5, ADR 13). Guarded by the dispatcher's
 * lock.
 */
final class Lane {
  private static final Duration LIMITS_AGAIN = Duration.ofSeconds(1);
  private static final int SOURCES = 3;

  /**
   * How much may run at a time.
   *
   * @param channel attempts in all
   * @param destination attempts to one destination
   * @param lifetimeSeconds after which a destination that sleeps is not waited for
   */
  record Room(int channel, int destination, long lifetimeSeconds) {}

  /** Where a destination waits for room. */
  private enum Seat {
    PROVEN,
    UNKNOWN,
    SUSPECTED,
    /** Nowhere: it has no more to start now. */
    NONE
  }

  private final Timeouts timeouts;
  private final boolean isTrusting;
  private final Evidence evidence = new Evidence();
  private final Windows windows = new Windows();
  private final Map<String, Destination> destinations = new HashMap<>();
  private final Rotation proven = new Rotation();
  private final NavigableSet<Destination> asleep =
      new TreeSet<>(Comparator.comparing(Lane::wakeTime).thenComparing(Destination::name));
  private final SequencedSet<Recipient> overdue = new LinkedHashSet<>();
  private final Set<Recipient> skipped = new HashSet<>();
  private final Map<Recipient, Destination> running = new HashMap<>();
  private Room room = new Room(0, 0, Long.MAX_VALUE);
  private int waiting;
  private int turn;

  Lane(Timeouts timeouts) {
    this(timeouts, false);
  }

  private Lane(Timeouts timeouts, boolean isTrusting) {
    this.timeouts = timeouts;
    this.isTrusting = isTrusting;
  }

  /** For this machine: no name is dead here, and what runs may take as long as it likes. */
  static Lane trusting() {
    return new Lane(Timeouts.none(), true);
  }

  /** Its way is known: it is ready. */
  void add(Recipient recipient, Instant now) {
    recipient.place(Recipient.Place.READY);
    String name = name(recipient);
    Destination destination = destinations.computeIfAbsent(name, Destination::new);
    if (timeouts.backOff(name, now).isPresent() && isOverdue(recipient, now)) {
      overdue.add(recipient);
    } else {
      destination.add(recipient);
      if (Destination.isFresh(recipient)) {
        windows.doubtful().renew(destination, now);
      }
    }
    file(destination, now);
  }

  /** It did not start at once: what is kept of its way is shared by all who wait there. */
  void settle(Recipient recipient) {
    @Nullable Routed routed = recipient.routed();
    @Nullable Destination destination = destinations.get(name(recipient));
    if (recipient.place() == Recipient.Place.READY && routed != null && destination != null) {
      recipient.routed(destination.way(routed.route()));
    }
  }

  /** It is ready no more: somebody takes it away. Nothing happens if it is not ready here. */
  void remove(Recipient recipient, Instant now) {
    @Nullable Destination destination = destinations.get(name(recipient));
    if (!overdue.remove(recipient) && destination != null && destination.remove(recipient)) {
      file(destination, now);
    }
  }

  /** The next one, if there is one and the limits leave room; its attempt counts from now on. */
  Optional<Recipient> start(Room limits, Instant now) {
    heed(limits, now);
    if (running.size() >= room.channel()) {
      return Optional.empty();
    }
    Optional<Recipient> next = Optional.empty();
    for (int i = 0; i < SOURCES && next.isEmpty(); i++) {
      turn = (turn + 1) % SOURCES;
      next =
          switch (turn) {
            case 0 -> startProven(now);
            case 1 -> startDoubtful(now);
            default -> startOverdue(now);
          };
    }
    next.ifPresent(recipient -> recipient.place(Recipient.Place.RUNNING));
    return next;
  }

  /** No attempt was made, or nobody listens any more; a second time does nothing. */
  void end(Recipient recipient, Instant now) {
    @Nullable Destination destination = running.remove(recipient);
    if (destination != null) {
      skipped.remove(recipient);
      destination.end(recipient);
      windows.ended(recipient, Sign.NONE, room.channel(), now);
      file(destination, now);
    }
  }

  /** Its attempt has ended so; a second time does nothing. */
  void end(Recipient recipient, Outcome outcome, Instant now) {
    @Nullable Destination destination = running.remove(recipient);
    if (destination != null) {
      Instant started = destination.end(recipient);
      if (!skipped.remove(recipient)) {
        Sign sign = Sign.of(outcome, started, now);
        boolean slept = timeouts.backOff(destination.name(), now).isPresent();
        windows.ended(recipient, sign, room.channel(), now);
        learn(destination.name(), started, sign, now);
        if (!slept) {
          sweep(destination, now);
        }
      }
      file(destination, now);
    }
  }

  int running() {
    return running.size();
  }

  /** Destinations that somebody is ready for, or tried. */
  int destinations() {
    return destinations.size();
  }

  int running(String destination) {
    @Nullable Destination known = destinations.get(destination);
    return known == null ? 0 : known.running();
  }

  /** When to look at this again. Limits may change at any moment, so whoever waits looks soon. */
  Optional<Instant> nextTime(Instant now) {
    if (waiting > 0 || !overdue.isEmpty()) {
      return Optional.of(now.plus(LIMITS_AGAIN));
    }
    return asleep.isEmpty() ? Optional.empty() : Optional.of(wakeTime(asleep.first()));
  }

  /** Why a destination is left alone, if it is. */
  Optional<Timeouts.Entry> backOff(String destination, Instant now) {
    return timeouts.backOff(destination, now);
  }

  /**
   * The attempt that has been started for it is none: its destination is left alone, and there is
   * no more time to wait for it (Q12). As with qmail, that counts as an answer of "not now".
   */
  Optional<Outcome> skip(Recipient recipient, Instant now) {
    if (!skipped.contains(recipient)) {
      return Optional.empty();
    }
    String text = backOff(name(recipient), now).map(Timeouts.Entry::text).orElse("timed out");
    return Optional.of(new Outcome.Later(Cause.TIMEOUT, "Not tried: " + text + "\n"));
  }

  /** What is known about timeouts has changed from outside. */
  void timeoutsChanged(Instant now) {
    List.copyOf(destinations.values()).forEach(destination -> file(destination, now));
  }

  Evidence.Trust trust(String destination, Instant now) {
    if (isTrusting) {
      return Evidence.Trust.PROVEN;
    }
    @Nullable Destination known = destinations.get(destination);
    Instant oldest = known == null ? Instant.MAX : known.oldestStart();
    Evidence.Trust trust = evidence.trust(destination, oldest, now);
    return trust == Evidence.Trust.UNKNOWN && timeouts.has(destination)
        ? Evidence.Trust.SUSPECTED
        : trust;
  }

  /** Attempts that run to destinations that are not proven, or were not. */
  int probes() {
    return windows.running();
  }

  private void heed(Room limits, Instant now) {
    if (!limits.equals(room)) {
      room = limits;
      timeoutsChanged(now);
    }
    while (!asleep.isEmpty() && !wakeTime(asleep.first()).isAfter(now)) {
      file(asleep.first(), now);
    }
    Instant latest = now.plus(Timeouts.LONGEST); // later only if the clock was set back
    while (!asleep.isEmpty() && wakeTime(asleep.last()).isAfter(latest)) {
      file(asleep.last(), now);
    }
  }

  private Optional<Recipient> startProven(Instant now) {
    for (var next = proven.next(); next.isPresent(); next = proven.next()) {
      Destination destination = next.get().destination();
      if (isProven(destination, now) && destination.running() < room.destination()) {
        return Optional.of(started(destination, next.get().again(), now));
      }
      file(destination, now);
    }
    return Optional.empty();
  }

  private Optional<Recipient> startDoubtful(Instant now) {
    Optional<Windows.Probe> next = windows.next(room.channel(), now);
    if (next.isEmpty()) {
      return Optional.empty();
    }
    Destination destination = next.get().destination();
    Recipient recipient = started(destination, false, now);
    next.get().window().started(recipient, now);
    destination.probe(recipient);
    file(destination, now);
    return Optional.of(recipient);
  }

  private Recipient started(Destination destination, boolean again, Instant now) {
    Recipient recipient = destination.start(again, now);
    running.put(recipient, destination);
    file(destination, now);
    return recipient;
  }

  private Optional<Recipient> startOverdue(Instant now) {
    while (!overdue.isEmpty()) {
      Recipient recipient = overdue.removeFirst();
      Destination destination = destinations.computeIfAbsent(name(recipient), Destination::new);
      if (timeouts.backOff(destination.name(), now).isPresent()) {
        destination.run(recipient, now);
        running.put(recipient, destination);
        skipped.add(recipient);
        return Optional.of(recipient);
      }
      destination.add(recipient);
      file(destination, now);
    }
    return Optional.empty();
  }

  private void learn(String destination, Instant started, Sign sign, Instant now) {
    switch (sign) {
      case ANSWER, QUICK_ANSWER -> {
        evidence.answered(destination, started, now);
        timeouts.answered(destination);
      }
      case TIMEOUT -> {
        evidence.timedOut(destination, started, now);
        timeouts.timedOut(destination, now);
      }
      case NONE -> {}
    }
  }

  /** Whoever cannot wait until a destination is tried again has an attempt now that is skipped. */
  private void sweep(Destination destination, Instant now) {
    if (timeouts.backOff(destination.name(), now).isPresent()) {
      overdue.addAll(destination.remove(recipient -> isOverdue(recipient, now)));
    }
  }

  /** Puts a destination where it belongs now; if it is there already, it keeps its turn. */
  private void file(Destination destination, Instant now) {
    wake(destination);
    Optional<Timeouts.Entry> backOff = timeouts.backOff(destination.name(), now);
    boolean awake = destination.hasReady() && backOff.isEmpty();
    waiting += (awake ? 1 : 0) - (destination.waits() ? 1 : 0);
    destination.waits(awake);
    Seat seat = awake ? seat(destination, now) : Seat.NONE;
    if (seat != Seat.PROVEN) {
      proven.remove(destination);
    }
    if (seat == Seat.PROVEN || seat == Seat.NONE) {
      windows.doubtful().remove(destination);
    }
    switch (seat) {
      case PROVEN -> proven.add(destination);
      case UNKNOWN -> windows.doubtful().addUnknown(destination, now);
      case SUSPECTED -> windows.doubtful().addSuspected(destination);
      case NONE -> {}
    }
    if (destination.hasReady()) {
      backOff.ifPresent(entry -> sleep(destination, entry.until()));
    } else if (destination.running() == 0) {
      destinations.remove(destination.name());
    }
  }

  private Seat seat(Destination destination, Instant now) {
    if (destination.running() >= room.destination()) {
      return Seat.NONE;
    }
    return switch (trust(destination.name(), now)) {
      case PROVEN -> Seat.PROVEN;
      case UNKNOWN -> destination.hasProbe(now) ? Seat.NONE : Seat.UNKNOWN;
      case SUSPECTED -> destination.hasProbe(now) ? Seat.NONE : Seat.SUSPECTED;
    };
  }

  private void wake(Destination destination) {
    if (destination.asleep() != null) {
      asleep.remove(destination);
      destination.asleep(null);
    }
  }

  private void sleep(Destination destination, Instant until) {
    destination.asleep(until);
    asleep.add(destination);
  }

  private boolean isOverdue(Recipient recipient, Instant now) {
    return Judge.isOverdue(recipient, now, room.lifetimeSeconds());
  }

  private boolean isProven(Destination destination, Instant now) {
    return trust(destination.name(), now) == Evidence.Trust.PROVEN;
  }

  private static Instant wakeTime(Destination destination) {
    @Nullable Instant until = destination.asleep();
    return until == null ? Instant.MAX : until;
  }

  private static String name(Recipient recipient) {
    @Nullable Routed routed = recipient.routed();
    return routed == null ? "" : routed.route().destination();
  }
}
