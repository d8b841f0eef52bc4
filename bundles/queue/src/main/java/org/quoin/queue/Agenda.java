package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.quoin.queue.Recipient.Place;

/**
 * Who waits for what: a time, a plugin, a decision about the way, or room in a channel. What waits
 * costs memory and nothing else. Guarded by the dispatcher's lock.
 */
final class Agenda {
  /** A way may change without a plugin arriving: a domain that was remote is local now. */
  private static final Duration PARKED_AGAIN = Duration.ofMinutes(5);

  private final Turn.Heap waiting = new Turn.Heap();
  private final Turn.Heap due = new Turn.Heap();
  private final Map<String, Set<Recipient>> parked = new HashMap<>();
  private Instant parkedAgain = Instant.MAX;
  private int left;
  private final Set<Recipient> looking = new LinkedHashSet<>();
  private final Timeouts timeouts;
  private final Lane local = new Lane(Timeouts.none());
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
    recipient.place(Place.WAITING);
    recipient.due(until, exact);
    waiting.add(recipient, until);
  }

  /** Takes a recipient out of all plans; whoever does it has it in hands. */
  void take(Recipient recipient, Instant now) {
    if (recipient.place() != Place.DONE) {
      leaveLane(recipient, now);
      looking.remove(recipient);
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

  private void hold(Recipient recipient) {
    looking.remove(recipient);
    recipient.place(Place.HELD);
  }

  /** Waits until its time, or until any plugin arrives. */
  private void look(Recipient recipient, Instant until) {
    wait(recipient, until, true);
    looking.add(recipient);
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
    parked.computeIfAbsent(plugin, name -> new LinkedHashSet<>()).add(recipient);
  }

  /** Those that wait for this plugin are due. */
  void arrived(String plugin, Instant now) {
    Set<Recipient> woken = parked.remove(plugin);
    if (woken != null) {
      woken.stream().filter(r -> r.place() == Place.PARKED).forEach(r -> due(r, now));
    }
  }

  /** All that are parked are asked for their way, after all others that are due. */
  private void unpark() {
    List<Set<Recipient>> all = List.copyOf(parked.values());
    parked.clear();
    parkedAgain = Instant.MAX;
    for (Set<Recipient> some : all) {
      some.stream().filter(r -> r.place() == Place.PARKED).forEach(this::dueLast);
    }
  }

  private void dueLast(Recipient recipient) {
    recipient.place(Place.DUE);
    due.add(recipient, Instant.MAX);
  }

  /** Those that wait for something unnamed look again at this time. */
  void somethingArrived(Instant next) {
    for (Recipient recipient : List.copyOf(looking)) {
      if (recipient.place() == Place.WAITING && next.isBefore(recipient.due())) {
        wait(recipient, next, true);
      }
    }
    looking.clear();
    tidy();
  }

  /** After one has left its place early; what is stale is cleaned out before it is half of all. */
  void oneLeft() {
    left++;
    if (2 * left > waiting.size()) {
      tidy();
    }
  }

  /** After many have left their place early. */
  void tidy() {
    left = 0;
    waiting.tidy();
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
    Optional<Recipient> first = waiting.peek();
    while (first.isPresent() && !first.get().due().isAfter(now)) {
      Recipient recipient = first.get();
      looking.remove(recipient);
      recipient.place(Place.DUE);
      due.add(recipient, recipient.due());
      first = waiting.peek();
    }
    if (!parkedAgain.isAfter(now)) {
      unpark();
    }
  }

  /** The next one that needs a way; it belongs to the caller now. */
  Optional<Recipient> nextDue() {
    Optional<Recipient> next = due.poll();
    next.ifPresent(recipient -> recipient.place(Place.RUNNING));
    return next;
  }

  boolean hasDue() {
    return !due.isEmpty();
  }

  /** When to look at all this again. */
  Optional<Instant> nextTime(Instant now) {
    return Stream.of(
            waiting.peek().map(Recipient::due).orElse(Instant.MAX),
            parkedAgain,
            local.nextTime(now).orElse(Instant.MAX),
            remote.nextTime(now).orElse(Instant.MAX))
        .min(Instant::compareTo)
        .filter(Instant.MAX::isAfter);
  }

  /** Where a recipient starts that is new here, or comes from a replay. */
  void enrol(Recipient recipient, Instant now) {
    Standing standing = recipient.standing();
    if (!standing.isOpen()) {
      recipient.place(Place.DONE);
    } else if (recipient.message().isHeld()) {
      hold(recipient);
    } else if (standing.deferred().isEmpty()) {
      wait(recipient, recipient.message().accepted().birth(), true);
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
      look(recipient, recipient.standing().nextLook(now));
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
    Instant birth = recipient.message().accepted().birth();
    return recipient.standing().nextAttempt(birth, isLocal, schedules);
  }

  private void due(Recipient recipient, Instant now) {
    looking.remove(recipient);
    recipient.due(now, true);
    recipient.place(Place.DUE);
    due.add(recipient, now);
  }
}
