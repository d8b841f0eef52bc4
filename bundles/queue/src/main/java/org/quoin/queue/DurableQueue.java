package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One QMQ instance at work on one store: from attaching to it until it is closed. */
final class DurableQueue implements MailQueue {
  private static final Logger LOG = LoggerFactory.getLogger(DurableQueue.class);

  private final QueueStore store;
  private final InstantSource clock;
  private final Dispatcher dispatcher;
  private final Board board;
  private final Answers answers;
  private final Turnstile turnstile;
  private final QueueStore.Attachment attachment;
  private volatile boolean attached;

  /**
   * Takes up what the store holds for this instance.
   *
   * @param broken hears that the store has failed
   * @throws IOException if the store cannot be read now
   * @throws IllegalStateException if another component has the instance
   */
  DurableQueue(
      Settings settings,
      Tools tools,
      Neighbours neighbours,
      QueueStore store,
      Consumer<String> broken)
      throws IOException {
    this.store = store;
    this.clock = tools.clock();
    this.dispatcher = new Dispatcher(settings, tools, neighbours, store, broken);
    this.board = dispatcher.board();
    this.answers = new Answers(dispatcher.archive());
    this.turnstile = new Turnstile(board, tools.clock());
    Instant opened = tools.clock().instant();
    this.attachment =
        store.attach(
            settings.id(),
            (message, marks, suspect) -> {
              Arrival arrival = arrival(message, marks, opened);
              if (arrival == Arrival.NOW) {
                dispatcher.archive().lay(message);
              }
              board.accepted(message, marks, suspect, arrival);
              turnstile.arrived(message.message());
            });
    this.attached = true;
  }

  /** What comes live comes under a number of its own, and with marks only if it has a past. */
  private Arrival arrival(Accepted message, List<Mark> marks, Instant opened) {
    if (attached) {
      return marks.isEmpty() ? Arrival.NOW : Arrival.UNTOLD;
    }
    return message.birth().isBefore(opened) ? Arrival.REPLAYED : Arrival.UNTOLD;
  }

  /** Starts to deliver; a second time does nothing. */
  void start() {
    board.start();
  }

  @Override
  public String id() {
    return board.settings().id();
  }

  @Override
  public String alias() {
    return board.settings().name().alias();
  }

  @Override
  public int size() {
    return board.view(source -> source.state().size());
  }

  @Override
  public List<QueueEntry> entries(int limit) {
    return told(board.view(source -> Snapshot.entries(source, entry -> true, limit)));
  }

  @Override
  public void flush() {
    board.flush(OptionalLong.empty());
  }

  @Override
  public Optional<Limit> full(boolean bounce) {
    return turnstile.full(bounce);
  }

  @Override
  public Optional<Limit> reserve(long message, long bytes, boolean bounce) {
    return turnstile.reserve(message, bytes, bounce);
  }

  @Override
  public void cancel(long message) {
    turnstile.cancel(message);
  }

  /**
   * Makes one message due now, and releases it if it is held.
   *
   * @return false if there is no such message
   * @throws IOException if the release could not be noted
   */
  boolean flush(long message) throws IOException {
    boolean held = message(message).map(Message::isHeld).orElse(false);
    return held ? release(message) : board.flush(OptionalLong.of(message));
  }

  /**
   * Makes one message due now unless it is held.
   *
   * @return false if there is no such message
   */
  boolean retry(long message) {
    return board.flush(OptionalLong.of(message));
  }

  /**
   * From now on, and after a restart, it is not tried until it is released.
   *
   * @return false if there is no such message
   * @throws IOException if that could not be noted
   */
  boolean hold(long message) throws IOException {
    return dispatcher.operations().decide(message, true);
  }

  /** The opposite of {@link #hold}; also ends the doubts about a suspect message. */
  boolean release(long message) throws IOException {
    return dispatcher.operations().decide(message, false);
  }

  /** What else an operator may do to single messages. */
  Operations operations() {
    return dispatcher.operations();
  }

  /** Takes a message away for good; nobody is told. */
  Fate remove(long message) throws IOException {
    return dispatcher.operations().remove(message);
  }

  /** Gives a message up and tells its sender so. */
  Fate giveUp(long message, String text) throws IOException {
    return dispatcher.operations().giveUp(message, text);
  }

  /** Waits until nothing is being done for this instance; false if it takes longer. */
  boolean awaitIdle(Duration limit) {
    return dispatcher.awaitIdle(limit);
  }

  /** Where an address would go now. */
  Routes.Answer route(Address address) {
    return dispatcher.route(address);
  }

  /** Messages that are selected, oldest first, without what was answered: see {@link #told}. */
  List<QueueEntry> select(Selection selection, Instant now, int limit) {
    return board.view(
        source -> Snapshot.entries(source, entry -> selection.takes(entry, now), limit));
  }

  /** Shows each message that is selected, in no order, while nothing else goes on here. */
  void each(Selection selection, Instant now, Consumer<QueueEntry> out) {
    board.view(
        source -> {
          Snapshot.each(source, entry -> selection.takes(entry, now), out);
          return true;
        });
  }

  /** Numbers of messages that are selected, oldest first. */
  List<Long> numbers(Selection selection, Instant now) {
    List<Long> numbers = new ArrayList<>();
    each(selection, now, entry -> numbers.add(entry.message()));
    numbers.sort(null);
    return numbers;
  }

  /** Messages that an operator holds, or that are suspect. */
  List<QueueEntry> held() {
    return board.view(source -> Snapshot.held(source));
  }

  /** These messages with what was answered, as the store knows it. */
  List<QueueEntry> told(List<QueueEntry> entries) {
    return entries.stream().map(answers::with).toList();
  }

  /** What each recipient of a message waits for, a line each; empty if there is no such message. */
  List<String> why(long message) {
    return reasons(message).stream().map(Why.Line::text).toList();
  }

  /** The same, to be told in other words. */
  List<Why.Line> reasons(long message) {
    Instant now = clock.instant();
    return answers.with(message, board.view(source -> Why.lines(source, message, limits(), now)));
  }

  /** Of all messages, oldest first. */
  List<Long> numbers() {
    return board.view(source -> source.state().messages().stream().map(Message::number).toList());
  }

  Optional<QueueEntry> entry(long message) {
    return board.view(source -> Snapshot.entry(source, message)).map(answers::with);
  }

  /**
   * The message itself.
   *
   * @throws IOException if it cannot be read
   */
  Content content(long message) throws IOException {
    return dispatcher.archive().message(message).content();
  }

  /** The message itself, while it is here. */
  Optional<Message> message(long number) {
    return board.view(source -> source.state().find(number));
  }

  Snapshot.Counts counts() {
    return board.view(Snapshot::counts);
  }

  Instant now() {
    return clock.instant();
  }

  /** Destinations that timed out lately (R5). */
  List<Timeouts.Entry> timeouts() {
    return board.view(source -> source.agenda().timeouts().entries());
  }

  boolean hasTimeout(String destination) {
    return board.view(source -> source.agenda().timeouts().has(destination));
  }

  /** As if these destinations had never timed out, or none if the list is empty. */
  void forgetTimeouts(List<String> destinations) {
    board.timeouts(
        timeouts -> {
          if (destinations.isEmpty()) {
            timeouts.clear();
          } else {
            destinations.forEach(timeouts::answered);
          }
        });
  }

  Limits.Concurrency limits() {
    return dispatcher.limits();
  }

  /** Tells the queue what plugins and services have arrived. */
  Board board() {
    return board;
  }

  Settings settings() {
    return board.settings();
  }

  /** Looks at the control files now. */
  void reload() {
    dispatcher.reload();
  }

  void settings(Settings next) {
    dispatcher.settings(next);
  }

  /**
   * @return false if they are in force already
   */
  boolean settingsIfNew(Settings next) {
    boolean isNew = !next.equals(board.settings());
    if (isNew) {
      settings(next);
    }
    return isNew;
  }

  /** Whether these are settings of the same instance, but on another store. */
  boolean isElsewhereThan(Settings next) {
    return next.hasNumber(id()) && !next.plugins().store().equals(storeName());
  }

  /**
   * Mail does not follow its instance to another store.
   *
   * @throws IllegalArgumentException if there is any
   */
  void requireEmpty(Settings next) {
    long held = store.counts().getOrDefault(id(), 0L);
    if (held > 0) {
      throw new IllegalArgumentException(
          "queue %s holds %s in store %s; its store can be %s when it is empty"
              .formatted(id(), Listing.messages(held), storeName(), next.plugins().store()));
    }
  }

  /** Mail that is just being written is told of here, not by whoever comes later. */
  private void settle(Duration limit) {
    try {
      Thread.ofVirtual().start(this::settle).join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when all that was handed to the store before is counted. */
  void settle() {
    try {
      store.append(List.of());
    } catch (IOException e) { // it takes no mail any more, so none can slip in
      LOG.debug("queue {}: the store has failed", id(), e);
    }
  }

  /** The name of its store; while it is open that never changes. */
  String storeName() {
    return board.settings().plugins().store();
  }

  /** Where its mail lies. */
  QueueStore store() {
    return store;
  }

  @SuppressWarnings("ReferenceEquality") // services are compared by identity
  boolean worksOn(QueueStore other) {
    return store == other;
  }

  /** Starts nothing more; for those who close many and then wait for all. */
  void beginClose() {
    board.stop();
  }

  /** Hears of no more mail, ends what runs, at most within this time, and notes its outcomes. */
  void close(Duration limit) {
    settle(limit);
    attachment.close();
    dispatcher.stop(limit);
  }
}
