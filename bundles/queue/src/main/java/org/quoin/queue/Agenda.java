package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.quoin.queue.Recipient.Place;

/**
 * Who waits for what: a time, a plugin, a decision about the way, or room in a channel. What waits
 * costs memory and nothing else. Guarded by the dispatcher's lock.
 */
final class Agenda {
  /** A way may change without a plugin arriving: a domain that was remote is local now. */
  private static final Duration PARKED_AGAIN = Duration.ofMinutes(5);

  private final Turns waiting = new Turns();

  /** Those that wait for something unnamed: until their time, or until any plugin arrives. */
  private final Turns looking = new Turns();

  private final Turns due = new Turns();

  /** Were parked; they are asked for their way after all others that are due. */
  private final Turns unparked = new Turns();

  private final Map<String, Turns> parked = new HashMap<>();
  private Instant parkedAgain = Instant.MAX;
  private final Timeouts timeouts;
  private final Lane local = Lane.trusting();
  private final Lane remote;
  private Schedules schedules = Schedules.QMAIL;

  /**
   * @param timeouts of remote destinations
   */
  Agenda(Timeouts timeouts) {
    this.timeouts = timeouts;
    this.remote = new Lane(timeouts);
  }

  Timeouts timeouts() {
    return timeouts;
  }

  /** These count for whoever is deferred from now on. */
  void schedules(Schedules next) {
    schedules = next;
  }

  Lane lane(boolean isLocal) {
    return isLocal ? local : remote;
  }

  /**
   * Waits until its time.
   *
   * @param exact false if the time was worked out without knowing the channel
   */
  private void wait(Recipient recipient, Instant until, boolean exact) {
    wait(recipient, until, exact, waiting);
  }

  private static void wait(Recipient recipient, Instant until, boolean exact, Turns row) {
    recipient.place(Place.WAITING);
    recipient.routed(null);
    recipient.due(until, exact);
    row.add(recipient);
  }

  /** Takes a recipient out of all plans; whoever does it has it in hands. */
  void take(Recipient recipient, Instant now) {
    if (recipient.place() != Place.DONE) {
      leaveLane(recipient, now);
      recipient.place(Place.RUNNING);
    }
  }

  /** Where a recipient belongs whose message has just been held or released. */
  void obey(Recipient recipient, Instant now) {
    boolean held = recipient.message().isHeld();
    switch (recipient.place()) {
      case WAITING, PARKED, DUE, READY -> {
        if (held) {
          leaveLane(recipient, now);
          hold(recipient);
        }
      }
      case HELD -> {
        if (!held) {
          due(recipient, now);
        }
      }
      case RUNNING, DONE -> {}
    }
  }

  private void leaveLane(Recipient recipient, Instant now) {
    if (recipient.place() == Place.READY) {
      local.remove(recipient, now);
      remote.remove(recipient, now);
    }
  }

  private static void hold(Recipient recipient) {
    recipient.place(Place.HELD);
    recipient.routed(null);
  }

  /** Waits until {@link #arrived} is called with this plugin; now and then its way is asked for. */
  void park(Recipient recipient, String plugin, Instant now) {
    if (recipient.message().isHeld()) {
      hold(recipient);
      return;
    }
    if (parked.isEmpty()) {
      parkedAgain = now.plus(PARKED_AGAIN);
    }
    recipient.place(Place.PARKED);
    recipient.routed(null);
    parked.computeIfAbsent(plugin, name -> new Turns()).add(recipient);
  }

  /** Those that wait for this plugin are due. */
  void arrived(String plugin, Instant now) {
    Turns woken = parked.remove(plugin);
    if (woken != null) {
      empty(woken, recipient -> due(recipient, now));
    }
  }

  /** All that are parked are asked for their way. */
  private void unpark() {
    List<Turns> all = List.copyOf(parked.values());
    parked.clear();
    parkedAgain = Instant.MAX;
    all.forEach(some -> empty(some, this::dueLast));
  }

  private void dueLast(Recipient recipient) {
    recipient.place(Place.DUE);
    unparked.add(recipient);
  }

  /** Those that wait for something unnamed look again at this time. */
  void somethingArrived(Instant next) {
    empty(looking, recipient -> wait(recipient, earlier(next, recipient.due()), true, waiting));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static void empty(Turns row, Consumer<Recipient> visitor) {
    for (var next = row.poll(); next.isPresent(); next = row.poll()) {
      visitor.accept(next.get());
    }
  }

  /** Whatever its time, this one is due now. */
  void flush(Recipient recipient, Instant now) {
    switch (recipient.place()) {
      case WAITING, PARKED -> due(recipient, now);
      case DUE, READY, RUNNING, HELD, DONE -> {}
    }
  }

  /** Moves on those whose time has come. */
  void advance(Instant now) {
    advance(waiting, now);
    advance(looking, now);
    if (!parkedAgain.isAfter(now)) {
      unpark();
    }
  }

  private void advance(Turns row, Instant now) {
    for (var first = row.peek(); isDue(first, now); first = row.peek()) {
      Recipient recipient = first.orElseThrow();
      recipient.place(Place.DUE);
      due.add(recipient);
    }
  }

  private static boolean isDue(Optional<Recipient> recipient, Instant now) {
    return recipient.isPresent() && !recipient.get().due().isAfter(now);
  }

  /** The next one that needs a way; it belongs to the caller now. */
  Optional<Recipient> nextDue() {
    Optional<Recipient> next = due.poll().or(unparked::poll);
    next.ifPresent(recipient -> recipient.place(Place.RUNNING));
    return next;
  }

  boolean hasDue() {
    return !due.isEmpty() || !unparked.isEmpty();
  }

  /** When to look at all this again. */
  Optional<Instant> nextTime(Instant now) {
    return Stream.of(
            first(waiting),
            first(looking),
            parkedAgain,
            local.nextTime(now).orElse(Instant.MAX),
            remote.nextTime(now).orElse(Instant.MAX))
        .min(Instant::compareTo)
        .filter(Instant.MAX::isAfter);
  }

  private static Instant first(Turns row) {
    return row.peek().map(Recipient::due).orElse(Instant.MAX);
  }

  /** Where a recipient starts that is new here, or comes from a replay. */
  void enrol(Recipient recipient, Instant now) {
    Standing standing = recipient.standing();
    if (!standing.isOpen()) {
      recipient.place(Place.DONE);
    } else if (recipient.message().isHeld()) {
      hold(recipient);
    } else if (standing.pause().isEmpty()) {
      wait(recipient, recipient.message().birth(), true);
    } else if (standing.isMissing()) {
      wait(recipient, now, true);
    } else {
      wait(recipient, earliestAttempt(recipient), false);
    }
  }

  /** Its way is known: it waits for room there, or for its time if that was not known exactly. */
  void admit(Recipient recipient, boolean isLocal, Instant now) {
    if (recipient.message().isHeld()) {
      hold(recipient);
      return;
    }
    if (!recipient.dueIsExact()) {
      recipient.due(nextAttempt(recipient, isLocal), true);
    }
    if (recipient.due().isAfter(now)) {
      wait(recipient, recipient.due(), true);
    } else {
      lane(isLocal).add(recipient, now);
    }
  }

  /**
   * Where it goes after a deferral.
   *
   * @param isLocal empty if the channel is not known
   */
  void postpone(Recipient recipient, Optional<Boolean> isLocal, Instant now) {
    if (recipient.message().isHeld()) {
      hold(recipient);
    } else if (recipient.standing().isMissing()) {
      wait(recipient, recipient.standing().nextLook(now), true, looking);
    } else {
      Instant next =
          isLocal.map(l -> nextAttempt(recipient, l)).orElseGet(() -> earliestAttempt(recipient));
      wait(recipient, next, isLocal.isPresent());
    }
  }

  /** Whichever channel it will be. */
  private Instant earliestAttempt(Recipient recipient) {
    Instant first = nextAttempt(recipient, true);
    Instant second = nextAttempt(recipient, false);
    return first.isBefore(second) ? first : second;
  }

  private Instant nextAttempt(Recipient recipient, boolean isLocal) {
    Instant birth = recipient.message().birth();
    return recipient.standing().nextAttempt(birth, isLocal, schedules);
  }

  private void due(Recipient recipient, Instant now) {
    recipient.place(Place.DUE);
    recipient.due(now, true);
    due.add(recipient);
  }
}
