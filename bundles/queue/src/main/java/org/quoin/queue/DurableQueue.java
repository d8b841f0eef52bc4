package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.quoin.api.Address;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueStore;

/** One QMQ instance at work on one store: from attaching to it until it is closed. */
final class DurableQueue implements MailQueue {
  private final QueueStore store;
  private final InstantSource clock;
  private final Dispatcher dispatcher;
  private final Board board;
  private final QueueStore.Attachment attachment;
  private final Map<Long, List<Mark>> announced = new ConcurrentHashMap<>();
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
    Instant opened = tools.clock().instant();
    this.attachment =
        store.attach(
            settings.id(),
            (message, marks, suspect) -> {
              List<Mark> moved = announced.remove(message.message());
              List<Mark> known = moved == null ? marks : moved;
              boolean isNew = attached && moved == null;
              Arrival arrival = isNew ? Arrival.NOW : earlier(message.birth(), opened);
              board.accepted(message, known, suspect, arrival);
            });
    this.attached = true;
  }

  private Arrival earlier(Instant birth, Instant opened) {
    return attached || !birth.isBefore(opened) ? Arrival.UNTOLD : Arrival.REPLAYED;
  }

  /** New mail will come with these marks; the store hands over new mail without any. */
  void announce(long message, List<Mark> marks) {
    announced.put(message, marks);
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
    return board.view(source -> Snapshot.entries(source, entry -> true, limit));
  }

  @Override
  public void flush() {
    board.flush(OptionalLong.empty());
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

  /** Takes a message away for good; nobody is told. */
  Fate remove(long message) throws IOException {
    return dispatcher.operations().remove(message);
  }

  /** Gives a message up and tells its sender so. */
  Fate giveUp(long message, String text) throws IOException {
    return dispatcher.operations().giveUp(message, text);
  }

  /** Where an address would go now. */
  Routes.Answer route(Address address) {
    return dispatcher.route(address);
  }

  /** Messages that are selected, oldest first. */
  List<QueueEntry> select(Selection selection, Instant now, int limit) {
    return board.view(
        source -> Snapshot.entries(source, entry -> selection.takes(entry, now), limit));
  }

  /** What each recipient of a message waits for, a line each; empty if there is no such message. */
  List<String> why(long message) {
    Instant now = clock.instant();
    return board.view(source -> Why.lines(source, message, limits(), now));
  }

  Optional<QueueEntry> entry(long message) {
    return board.view(source -> Snapshot.entry(source, message));
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

  void settings(Settings next) {
    dispatcher.settings(next);
  }

  void settingsIfNew(Settings next) {
    if (!next.equals(board.settings())) {
      settings(next);
    }
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
    attachment.close();
    dispatcher.stop(limit);
  }
}
