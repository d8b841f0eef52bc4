package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.quoin.api.Address;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.queue.QueueRecord;
import org.quoin.queue.Recipient.Place;

/**
 * What an instance knows and plans: its state, its agenda and the numbers of its attempts, all
 * under one lock. After every change it hands out what can be done now; it does no work itself,
 * touches no file and calls no plugin.
 */
final class Board {
  private enum Phase {
    NEW,
    RUNNING,
    STOPPED
  }

  private static final int MAX_ROUTING = 4;
  private static final Duration ARRIVAL = Duration.ofMillis(500);

  private final ReentrantLock lock = new ReentrantLock();
  private final QueueState state = new QueueState();
  private final Agenda agenda = new Agenda(new Timeouts(RandomGenerator.getDefault()));
  private final Endings endings = new Endings();
  private final Plan plan = new Plan(state, agenda, endings);
  private final Supplier<Instant> clock;
  private final Limits limits;
  private final Announcer announcer;
  private final Work work;
  private volatile Settings settings;
  private Phase phase = Phase.NEW;
  private int routing;
  private long attempts;

  Board(Settings settings, Supplier<Instant> clock, Limits limits, Announcer announcer, Work work) {
    this.settings = settings;
    this.clock = clock;
    this.limits = limits;
    this.announcer = announcer;
    this.work = work;
    agenda.schedules(settings.bounds().schedules());
  }

  Settings settings() {
    return settings;
  }

  /** From now on others decide what may be done; a bounce that waits for them goes now. */
  void settings(Settings next) {
    settings = next;
    change(
        now -> {
          agenda.schedules(next.bounds().schedules());
          endings.flush(now);
        });
  }

  /** Before this, messages are only taken down; a second time it does nothing. */
  void start() {
    change(
        now -> {
          if (phase == Phase.NEW) {
            phase = Phase.RUNNING;
            announcer.status(agenda, limits.concurrency());
          }
        });
  }

  /** Hands out nothing any more, for good. */
  void stop() {
    change(now -> phase = Phase.STOPPED);
  }

  /** Takes down a message. */
  void accepted(
      QueueRecord.Accepted accepted,
      List<QueueRecord.Mark> marks,
      boolean suspect,
      Arrival arrival) {
    change(
        now -> {
          Message message = state.add(accepted, suspect);
          marks.forEach(state::apply);
          if (arrival != Arrival.REPLAYED) {
            announcer.accepted(accepted);
          }
          if (arrival != Arrival.NOW) {
            message.recipients().forEach(Recipient::touch);
          }
          plan.enrol(message, now);
        });
  }

  /** A recipient whose way must be found, now in the caller's hands; empty ends the routing. */
  Optional<Recipient> takeDue() {
    lock.lock();
    try {
      Optional<Recipient> next =
          phase == Phase.RUNNING && settings.delivers() ? agenda.nextDue() : Optional.empty();
      routing -= next.isPresent() ? 0 : 1;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Its way is known. */
  void admit(Recipient recipient, Route route) {
    boolean local = Routed.isLocal(route);
    ask(
        now -> {
          recipient.routed(new Routed(route, now));
          agenda.admit(recipient, local, now);
          pump(now);
          agenda.lane(local).settle(recipient);
          return true;
        });
  }

  /** It waits for a plugin, unless that has come meanwhile. */
  void park(Recipient recipient, List<QueueRecord> facts, String plugin, Supplier<Boolean> here) {
    change(
        now -> {
          facts.forEach(state::apply);
          agenda.park(recipient, plugin, now);
          if (here.get()) {
            agenda.flush(recipient, now);
          }
        });
  }

  /** An attempt begins; empty once all has stopped, for another may have the message by then. */
  Optional<Start> begin(Recipient recipient, boolean local, Address rewritten) {
    lock.lock();
    try {
      if (phase == Phase.STOPPED) {
        return Optional.empty();
      }
      attempts++;
      announcer.started(attempts, recipient, local, rewritten);
      announcer.status(agenda, limits.concurrency());
      Optional<Outcome> skip = agenda.lane(local).skip(recipient, clock.get());
      return Optional.of(new Start(attempts, skip.isEmpty() ? recipient.touch() : false, skip));
    } finally {
      lock.unlock();
    }
  }

  /** No attempt is made after all: the room in the channel is free again. */
  void giveBack(Recipient recipient, boolean local) {
    change(now -> agenda.lane(local).end(recipient, now));
  }

  /**
   * An attempt has ended.
   *
   * @param raw what its transport said
   * @param outcome what that means for the recipient
   */
  void ended(Recipient recipient, long number, boolean local, Outcome raw, Outcome outcome) {
    lock.lock();
    try {
      agenda.lane(local).end(recipient, raw, clock.get());
      announcer.ended(number, recipient, outcome);
      announcer.status(agenda, limits.concurrency());
    } finally {
      lock.unlock();
    }
  }

  /**
   * The outcome for a recipient is noted.
   *
   * @param local whether its channel is known to be local; empty if it is not known
   */
  void concluded(Recipient recipient, List<QueueRecord> facts, Optional<Boolean> local) {
    change(
        now -> {
          facts.forEach(state::apply);
          Message message = recipient.message();
          if (state.find(message.number()).isEmpty()) {
            recipient.place(Place.DONE);
            announcer.finished(message);
          } else if (!recipient.isOpen()) {
            recipient.place(Place.DONE);
            plan.endIfSettled(message, now);
          } else {
            agenda.postpone(recipient, local, now);
          }
        });
  }

  /** The ending of a message could not be done now, for this reason. */
  void postpone(Endings.Ending ending, String reason) {
    change(
        now -> {
          if (endings.end(ending)) {
            ending.message().bounceTrouble(reason);
            endings.postpone(ending, now);
          }
        });
  }

  /** Nothing is left of a message; {@code told} says what became of its bounce. */
  void finished(Endings.Ending ending, QueueRecord.Removed fact, Runnable told) {
    change(
        now -> {
          endings.end(ending);
          told.run();
          state.apply(fact);
          announcer.finished(ending.message());
        });
  }

  /**
   * Takes a message out of all plans and into the caller's hands.
   *
   * @return BUSY if somebody works on it now
   */
  Fate take(long number) {
    return ask(now -> plan.take(number, now));
  }

  /**
   * The caller's wish could not be noted: the message is planned for as before.
   *
   * @param facts what was noted of it nevertheless
   */
  void giveBack(Message message, List<? extends QueueRecord> facts) {
    change(
        now -> {
          facts.forEach(state::apply);
          plan.enrol(message, now);
        });
  }

  /** What the caller had in mind for a message that it has taken is noted. */
  void resolved(Message message, List<? extends QueueRecord> facts) {
    change(
        now -> {
          facts.forEach(state::apply);
          message.recipients().forEach(recipient -> recipient.place(Place.DONE));
          if (state.find(message.number()).isPresent()) {
            plan.endIfSettled(message, now);
          } else {
            announcer.finished(message);
          }
        });
  }

  /** What is known of timeouts is changed from outside. */
  void timeouts(Consumer<Timeouts> change) {
    change(
        now -> {
          change.accept(agenda.timeouts());
          agenda.lane(false).timeoutsChanged(now);
        });
  }

  void tick() {
    change(now -> {});
  }

  /** A plugin that recipients may be parked for is here. */
  void arrived(String plugin) {
    change(now -> agenda.arrived(plugin, now));
  }

  /** Some plugin is here; those who use it may need a moment to see it. */
  void somethingArrived() {
    change(now -> agenda.somethingArrived(now.plus(ARRIVAL)));
  }

  void intakeArrived() {
    change(endings::flush);
  }

  /** Makes all mail due now, or one message; what is held stays held. */
  boolean flush(OptionalLong number) {
    return ask(
        now -> {
          boolean any =
              number.isPresent() ? plan.flush(number.getAsLong(), now) : plan.flushAll(now);
          pump(now);
          return any;
        });
  }

  /** An operator's decision is noted. Attempts that run go on; nothing new is begun if it holds. */
  void decided(QueueRecord.Held decision) {
    change(now -> plan.obey(decision, now));
  }

  /** Looks at all of it; the view must not keep what it is given. */
  <T> T view(Function<Snapshot.Source, T> view) {
    return ask(now -> view.apply(new Snapshot.Source(settings, state, agenda)));
  }

  private void change(Consumer<Instant> change) {
    ask(
        now -> {
          change.accept(now);
          pump(now);
          return true;
        });
  }

  private <T> T ask(Function<Instant, T> question) {
    lock.lock();
    try {
      return question.apply(clock.get());
    } finally {
      lock.unlock();
    }
  }

  private void pump(Instant now) {
    if (phase != Phase.RUNNING || !settings.delivers()) {
      return;
    }
    agenda.advance(now);
    if (agenda.hasDue() && routing < MAX_ROUTING) {
      routing++;
      work.route();
    }
    startAttempts(true, now);
    startAttempts(false, now);
    for (var next = endings.start(now); next.isPresent(); next = endings.start(now)) {
      work.end(next.get());
    }
    Stream.concat(agenda.nextTime(now).stream(), endings.nextTime().stream())
        .min(Instant::compareTo)
        .ifPresent(time -> work.wake(time, now));
  }

  private void startAttempts(boolean local, Instant now) {
    Lane.Room room = limits.room(local);
    Lane lane = agenda.lane(local);
    for (var next = lane.start(room, now); next.isPresent(); next = lane.start(room, now)) {
      work.attempt(next.get(), local);
    }
  }
}
