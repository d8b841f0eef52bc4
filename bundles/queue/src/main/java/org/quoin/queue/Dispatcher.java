package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.delivery.Caller;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;
import org.quoin.api.table.ControlFiles;
import org.quoin.queue.Routes.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does an instance's work, each piece on a thread of its own: finds a recipient's way, makes an
 * attempt, ends a message. What there is to do the {@link Board} says; every outcome is noted in
 * the ledger before the board hears of it.
 */
final class Dispatcher implements Work {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final String BOUNCE_TROUBLE = "trouble injecting bounce message, will try later";

  private final Tools tools;
  private final Neighbours neighbours;
  private final Ledger ledger;
  private final Archive archive;
  private final Courier courier;
  private final Routes routes;
  private final Bouncer bouncer;
  private final Limits limits;
  private final Judge judge;
  private final Announcer announcer;
  private final Crew crew;
  private final WakeUp wakeUp;
  private final Board board;
  private final Operations operations;
  private final TimeoutsKeeper keeper;
  private final Consumer<String> broken;
  private final AtomicBoolean failed = new AtomicBoolean();

  /**
   * @param broken hears that the store has failed; nothing is delivered after that
   */
  Dispatcher(
      Settings settings,
      Tools tools,
      Neighbours neighbours,
      QueueStore store,
      Consumer<String> broken) {
    this.tools = tools;
    this.neighbours = neighbours;
    this.broken = broken;
    this.ledger = new Ledger(store);
    this.archive = new Archive(store, settings.id());
    this.courier = new Courier(neighbours.transports(), archive, this::caller);
    this.routes = new Routes(neighbours.routers());
    ControlFiles controls = new OwnControls(tools.controls(), this::settings);
    this.bouncer = new Bouncer(neighbours, controls, tools.clock());
    this.announcer = new Announcer(settings.id(), neighbours.events());
    this.limits = new Limits(controls, announcer::warning);
    this.judge = new Judge(settings.id(), limits);
    this.crew = new Crew(tools.threads());
    this.board = new Board(settings, tools.clock()::instant, limits, announcer, this);
    this.operations = new Operations(board, ledger, archive);
    this.keeper = new TimeoutsKeeper(tools.memory(), board, announcer::warning);
    this.wakeUp = new WakeUp(tools.timer(), this::tick);
    limits.refresh(settings, now());
    keeper.recall();
  }

  Board board() {
    return board;
  }

  Limits.Concurrency limits() {
    return limits.concurrency();
  }

  private Settings settings() {
    return board.settings();
  }

  private Caller caller() {
    return settings().name().face().caller();
  }

  /** Swaps the settings, which count from now on. */
  void settings(Settings next) {
    limits.refresh(next, now());
    board.settings(next);
  }

  /** Where messages are looked up. */
  Archive archive() {
    return archive;
  }

  /** Looks at the control files now, and does what they let it do. */
  void reload() {
    limits.forget();
    limits.refresh(board.settings(), now());
    board.tick();
  }

  /** What an operator may do to single messages. */
  Operations operations() {
    return operations;
  }

  /** Waits until no thread works; false if it takes longer. */
  boolean awaitIdle(Duration limit) {
    return crew.awaitIdle(limit);
  }

  /** Where an address would go now. */
  Answer route(Address address) {
    return routes.ask(board.settings().plugins().routers(), address);
  }

  /**
   * Starts nothing more and lets what runs come to its end; what does not within the limit is
   * interrupted and will be done again.
   */
  void stop(Duration limit) {
    board.stop();
    if (!crew.awaitIdle(limit)) {
      crew.interrupt();
      crew.awaitIdle(Duration.ofSeconds(1));
    }
    ledger.close(Duration.ofSeconds(1));
    keeper.keep(now());
    announcer.stopped();
  }

  @Override
  public void route() {
    crew.execute(this::routeAll);
  }

  @Override
  public void attempt(Recipient recipient, boolean local) {
    crew.execute(
        () -> {
          try {
            tryOnce(recipient, local);
          } catch (Throwable e) { // its place in the channel must not be lost
            board.giveBack(recipient, local);
            defer(recipient, e);
          }
        });
  }

  @Override
  public void end(Endings.Ending ending) {
    crew.execute(
        () -> {
          try {
            finish(ending);
          } catch (Throwable e) { // its place among the endings must not be lost
            trouble(ending, e.toString());
          }
        });
  }

  @Override
  public void wake(Instant time, Instant now) {
    wakeUp.notLaterThan(time, now);
  }

  private void tick() {
    tools
        .threads()
        .execute(
            () -> {
              limits.refresh(board.settings(), now());
              board.tick();
              keeper.keepNowAndThen(now());
            });
  }

  private void routeAll() {
    limits.refresh(board.settings(), now());
    for (var next = board.takeDue(); next.isPresent(); next = board.takeDue()) {
      Recipient recipient = next.get();
      try {
        place(recipient, ask(recipient));
      } catch (Throwable e) { // the others need their way, too
        defer(recipient, e);
      }
    }
  }

  private Answer ask(Recipient recipient) {
    return route(recipient.address());
  }

  /** The recipient is in this thread's hands. */
  private void place(Recipient recipient, Answer answer) {
    switch (answer) {
      case Answer.Way way when isHere(way.route()) -> board.admit(recipient, way.route());
      case Answer.Way way -> {
        String name = way.route().transport();
        park(recipient, Parking.transport(name), () -> isHere(way.route()));
      }
      case Answer.Absent absent -> {
        String name = absent.router();
        park(recipient, Parking.router(name), () -> neighbours.routers().has(name));
      }
      case Answer.Unsure unsure -> defer(recipient, unsure.text());
    }
  }

  private void defer(Recipient recipient, Throwable trouble) {
    LOG.error("queue {}: message {}", queue(), recipient.message().number(), trouble);
    defer(recipient, "Trouble in the queue: " + trouble + "\n");
  }

  private void defer(Recipient recipient, String reason) {
    Outcome later = new Outcome.Later(Cause.LOCAL_TROUBLE, reason);
    conclude(recipient, judged(recipient, later, now()), Optional.empty());
  }

  private boolean isHere(Route route) {
    return neighbours.transports().has(route.transport());
  }

  private void park(Recipient recipient, Parking place, Supplier<Boolean> isHere) {
    Outcome later = new Outcome.Later(Cause.MISSING_PLUGIN, place.reason());
    List<QueueRecord> facts = judge.facts(recipient, later, false, now());
    if (note(facts)) {
      board.park(recipient, facts, place.plugin(), isHere);
    }
  }

  private void tryOnce(Recipient recipient, boolean local) {
    limits.refresh(board.settings(), now());
    Instant started = now();
    Routed known = recipient.routed();
    Answer answer =
        known != null && known.isFresh(started) ? new Answer.Way(known.route()) : ask(recipient);
    if (answer instanceof Answer.Way way && isSameWay(known, way.route()) && isHere(way.route())) {
      deliver(recipient, way.route(), local, started);
    } else {
      board.giveBack(recipient, local);
      place(recipient, answer);
    }
  }

  /** Its attempt counts for a channel and a destination; another way is another attempt. */
  private static boolean isSameWay(@Nullable Routed known, Route route) {
    return known != null
        && Routed.isLocal(known.route()) == Routed.isLocal(route)
        && known.route().destination().equals(route.destination());
  }

  private void deliver(Recipient recipient, Route route, boolean local, Instant started) {
    Optional<Start> start = board.begin(recipient, local, route.recipient());
    if (start.isEmpty()) {
      return;
    }
    Outcome raw =
        start.get().skip().orElseGet(() -> courier.deliver(recipient, route, start.get().again()));
    Outcome outcome = judged(recipient, raw, started);
    board.ended(recipient, start.get().number(), local, raw, outcome);
    crew.lastly(() -> conclude(recipient, outcome, Optional.of(local)));
  }

  private Outcome judged(Recipient recipient, Outcome outcome, Instant started) {
    return judge.judge(recipient, outcome, started, board.settings());
  }

  private void conclude(Recipient recipient, Outcome outcome, Optional<Boolean> local) {
    boolean last = board.view(all -> recipient.message().open() == 1);
    List<QueueRecord> facts = judge.facts(recipient, outcome, last, now());
    if (note(facts)) {
      board.concluded(recipient, facts, local);
    }
  }

  private void finish(Endings.Ending ending) throws IOException {
    Message message = ending.message();
    if (!message.hasNews()) {
      remove(ending, () -> {});
      return;
    }
    if (!allIsNoted()) {
      return;
    }
    History history = archive.history(message.number());
    switch (bouncer.bounce(history, ending.tries(), board.settings())) {
      case Bouncer.Result.Sent sent -> remove(ending, () -> announcer.bounced(message, sent.qp()));
      case Bouncer.Result.GoodNews news -> {
        LOG.info("queue {}: success notice of {}: {}", queue(), message.number(), news.qp());
        remove(ending, () -> {});
      }
      case Bouncer.Result.Triple triple -> remove(ending, () -> announcer.tripleBounce(message));
      case Bouncer.Result.Unwanted unwanted -> {
        LOG.info("queue {}: bounce of {} dropped: {}", queue(), message.number(), unwanted);
        remove(ending, () -> {});
      }
      case Bouncer.Result.Trouble trouble -> trouble(ending, trouble.reason());
    }
  }

  private void trouble(Endings.Ending ending, String reason) {
    LOG.warn("queue {}: bounce of {}: {}", queue(), ending.message().number(), reason);
    announcer.warning(BOUNCE_TROUBLE);
    board.postpone(ending, reason);
  }

  private void remove(Endings.Ending ending, Runnable told) {
    var fact = new QueueRecord.Removed(queue(), ending.message().number());
    if (note(List.of(fact))) {
      board.finished(ending, fact, told);
    }
  }

  private boolean note(List<QueueRecord> facts) {
    for (QueueRecord fact : facts) {
      if (fact instanceof QueueRecord.Removed gone) {
        archive.forget(gone.message());
      }
    }
    return facts.isEmpty() || isWritten(() -> ledger.note(facts));
  }

  /** Whether the outcomes of all attempts can be read back; a bounce must know each of them. */
  private boolean allIsNoted() throws NoRoomException {
    try {
      return ledger.append(List.of());
    } catch (NoRoomException e) { // the store has not failed: the bounce is tried again later
      throw e;
    } catch (Throwable e) {
      stopOnce(e);
      return false;
    }
  }

  private interface Writing {
    boolean run() throws IOException;
  }

  private boolean isWritten(Writing writing) {
    try {
      return writing.run();
    } catch (Throwable e) { // without the store nothing may go on
      stopOnce(e);
      return false;
    }
  }

  private void stopOnce(Throwable e) {
    if (failed.compareAndSet(false, true)) {
      stopFor(e);
    }
  }

  private void stopFor(Throwable e) {
    board.stop();
    LOG.error("queue {}: the store failed, nothing is delivered", queue(), e);
    announcer.alert("the store failed, nothing is delivered until it is back: " + e);
    broken.accept(e.toString());
  }

  private String queue() {
    return board.settings().id();
  }

  private Instant now() {
    return tools.clock().instant();
  }
}
