package org.quoin.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.queue.QueueRecord;

/** One recipient on its way through the dispatcher. Guarded by the dispatcher's lock. */
final class Recipient {

  /** Where in the dispatcher it is. */
  enum Place {
    /** Until its time. */
    WAITING,
    /** Until a plugin of some name arrives. */
    PARKED,
    /** Due; until it is known which way it goes. */
    DUE,
    /** Until its channel has room. */
    READY,
    /** In the hands of a thread. */
    RUNNING,
    /** Until an operator says go. */
    HELD,
    /** Settled. */
    DONE
  }

  private final Message message;
  private final int index;
  private Standing standing = Standing.NEW;
  private Place place = Place.RUNNING;
  private Instant due = Instant.EPOCH;
  private boolean exact;
  private boolean touched;
  private @Nullable Routed routed;
  private @Nullable Turn turn;

  Recipient(Message message, int index) {
    this.message = message;
    this.index = index;
  }

  Message message() {
    return message;
  }

  int index() {
    return index;
  }

  Address address() {
    return message.accepted().envelope().recipients().get(index);
  }

  Standing standing() {
    return standing;
  }

  void apply(QueueRecord.Mark mark) {
    standing = standing.after(mark);
  }

  Place place() {
    return place;
  }

  void place(Place next) {
    place = next;
    turn = null;
  }

  Instant due() {
    return due;
  }

  /**
   * @param isExact false if the channel was not known when {@code due} was worked out
   */
  void due(Instant next, boolean isExact) {
    due = next;
    exact = isExact;
  }

  boolean dueIsExact() {
    return exact;
  }

  /**
   * An attempt begins, or may have begun in an earlier life.
   *
   * @return whether that was so before
   */
  boolean touch() {
    boolean before = touched;
    touched = true;
    return before;
  }

  /** The way it shall go, once known. */
  @Nullable Routed routed() {
    return routed;
  }

  void routed(Routed way) {
    routed = way;
  }

  /** Its place in the heap it stands in; older entries of it there count no more. */
  @SuppressWarnings("ReferenceEquality") // entries of different heaps may be equal
  boolean holds(Turn entry) {
    return turn == entry;
  }

  void turn(Turn entry) {
    turn = entry;
  }
}
