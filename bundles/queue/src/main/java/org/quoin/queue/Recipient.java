package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.queue.QueueRecord;
import org.quoin.queue.Standing.Pause;
import org.quoin.queue.Standing.Progress;

/**
 * One recipient on its way through the dispatcher. There is one for each that waits, so what it
 * knows is packed into numbers: 64 bytes in all. Guarded by the dispatcher's lock.
 */
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

  private static final int EXACT = 1;
  private static final int TOUCHED = 1 << 1;
  private static final int DELIVERED = 1 << 2;
  private static final int FAILED = 1 << 3;
  private static final int PAUSED = 1 << 4;
  private static final int PLANNED = 1 << 5;
  private static final int MISSING = 1 << 6;
  private static final int OF_STANDING = DELIVERED | FAILED | PAUSED | PLANNED | MISSING;

  private final Message message;
  private final int index;
  private Place place = Place.RUNNING;
  private byte flags;
  private short deferrals;
  private int excusedSeconds;
  private int reason;
  private long pausedNanos;
  private long dueNanos;
  private int turn;
  private @Nullable Turns row;
  private @Nullable Routed routed;

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
    return message.recipient(index);
  }

  Standing standing() {
    Progress progress =
        is(FAILED) ? Progress.FAILED : is(DELIVERED) ? Progress.DELIVERED : Progress.OPEN;
    Optional<Pause> pause =
        is(PAUSED)
            ? Optional.of(new Pause(Nanos.instant(pausedNanos), is(PLANNED), is(MISSING), reason))
            : Optional.empty();
    return new Standing(progress, deferrals, pause, Duration.ofSeconds(excusedSeconds));
  }

  void apply(QueueRecord.Mark mark) {
    Standing next = standing().after(mark);
    set(OF_STANDING, false);
    set(DELIVERED, next.progress() == Progress.DELIVERED);
    set(FAILED, next.progress() == Progress.FAILED);
    deferrals = (short) Math.min(next.deferrals(), Short.MAX_VALUE);
    excusedSeconds = wholeSeconds(next.excused());
    next.pause().ifPresent(this::pack);
  }

  private void pack(Pause pause) {
    set(PAUSED, true);
    set(PLANNED, pause.planned());
    set(MISSING, pause.missing());
    reason = pause.reason();
    pausedNanos = Nanos.of(pause.at());
  }

  /** Rounded up: a second too much makes no mail end early. */
  private static int wholeSeconds(Duration excused) {
    long seconds = excused.toSeconds() + (excused.toNanosPart() > 0 ? 1 : 0);
    return (int) Math.min(seconds, Integer.MAX_VALUE);
  }

  boolean isOpen() {
    return !is(DELIVERED | FAILED);
  }

  boolean hasFailed() {
    return is(FAILED);
  }

  Place place() {
    return place;
  }

  /** It leaves the row that it stands in, if any. */
  void place(Place next) {
    if (row != null) {
      row.remove(this);
    }
    place = next;
    if (next == Place.DONE) {
      routed = null;
    }
  }

  Instant due() {
    return Nanos.instant(dueNanos);
  }

  /**
   * It must not stand in any row.
   *
   * @param isExact false if the channel was not known when {@code due} was worked out
   */
  void due(Instant next, boolean isExact) {
    dueNanos = Nanos.of(next);
    set(EXACT, isExact);
  }

  boolean dueIsExact() {
    return is(EXACT);
  }

  /**
   * An attempt begins, or may have begun in an earlier life.
   *
   * @return whether that was so before
   */
  boolean touch() {
    boolean before = is(TOUCHED);
    set(TOUCHED, true);
    return before;
  }

  /** The way it shall go, once known. */
  @Nullable Routed routed() {
    return routed;
  }

  /**
   * @param way null if it is not known any more
   */
  void routed(@Nullable Routed way) {
    routed = way;
  }

  /** Who goes first of two in a row. */
  boolean isBefore(Recipient other) {
    if (dueNanos != other.dueNanos) {
      return dueNanos < other.dueNanos;
    }
    long number = message.number();
    long otherNumber = other.message.number();
    return number != otherNumber ? number < otherNumber : index < other.index;
  }

  /** Its place in the row that it stands in. */
  int turn() {
    return turn;
  }

  /** For {@link Turns}, which alone knows. */
  void stands(@Nullable Turns inRow, int atPlace) {
    row = inRow;
    turn = atPlace;
  }

  private boolean is(int flag) {
    return (flags & flag) != 0;
  }

  private void set(int flag, boolean value) {
    flags = (byte) (value ? flags | flag : flags & ~flag);
  }
}
