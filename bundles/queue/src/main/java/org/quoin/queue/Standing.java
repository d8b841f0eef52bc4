package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Deferred;

/**
 * Where one recipient stands: the fold of its marks without their texts, which stay in the store.
 * Immutable.
 *
 * @param deferrals attempts that ended without a decision, plugins that were missing left out
 * @param excused how long something was missing in all, which does not count as age
 */
record Standing(Progress progress, int deferrals, Optional<Pause> pause, Duration excused) {
  static final Standing NEW = new Standing(Progress.OPEN, 0, Optional.empty(), Duration.ZERO);

  /** What is decided. */
  enum Progress {
    OPEN,
    DELIVERED,
    /** For good; the sender is to be told. */
    FAILED
  }

  /**
   * What the last deferral means.
   *
   * @param at when the attempt ended; if planned, when the next one is due
   * @param missing whether something is not installed
   * @param reason a number that stands for the deferral's text
   */
  record Pause(Instant at, boolean planned, boolean missing, int reason) {
    static Pause of(Deferred mark) {
      boolean missing = !mark.cause().ages();
      boolean planned = !missing && mark.next().isPresent();
      Instant at = planned ? mark.next().orElseThrow() : mark.at();
      return new Pause(at, planned, missing, reason(mark.text()));
    }

    static int reason(String text) {
      return text.hashCode();
    }
  }

  Standing after(QueueRecord.Mark mark) {
    return switch (mark) {
      case QueueRecord.Settled s -> {
        Progress end = s.failed() ? Progress.FAILED : Progress.DELIVERED;
        yield new Standing(end, deferrals, pause, excused);
      }
      case Deferred d -> {
        int count = deferrals + (d.cause().ages() ? 1 : 0);
        yield new Standing(progress, count, Optional.of(Pause.of(d)), excuse(d));
      }
      case QueueRecord.Held aboutTheWholeMessage -> this;
    };
  }

  /** Old records do not say it, but what was seen in this life still counts. */
  private Duration excuse(Deferred next) {
    Duration seen = excusedAt(next.at());
    return next.excused().compareTo(seen) > 0 ? next.excused() : seen;
  }

  boolean isOpen() {
    return progress == Progress.OPEN;
  }

  boolean hasFailed() {
    return progress == Progress.FAILED;
  }

  boolean wasDelivered() {
    return progress == Progress.DELIVERED;
  }

  /** From when the age counts: waiting for a missing plugin is no part of it. */
  Instant birth(Instant accepted, Instant now) {
    return accepted.plus(excusedAt(now));
  }

  /** Whether it waits because something is not installed. */
  boolean isMissing() {
    return pause.filter(Pause::missing).isPresent();
  }

  /** Whether some of its time is no part of its age. */
  boolean isExcused() {
    return isMissing() || excused.isPositive();
  }

  /** Whether it waits for this very reason already. */
  boolean misses(String text) {
    return pause.filter(p -> p.missing() && p.reason() == Pause.reason(text)).isPresent();
  }

  /** When it is tried again after a deferral by qmail's schedule (Q11). */
  Instant nextAttempt(Instant accepted, boolean local) {
    return nextAttempt(accepted, local, Schedules.QMAIL);
  }

  /** When it is tried again after a deferral. */
  Instant nextAttempt(Instant accepted, boolean local, Schedules schedules) {
    Instant at = pause.map(Pause::at).orElse(accepted);
    return pause.filter(Pause::planned).isPresent()
        ? at
        : schedules.next(birth(accepted, at), at, local);
  }

  /** When to look again whether what was missing is there. */
  Instant nextLook(Instant now) {
    return Schedule.nextLook(pause.map(Pause::at).orElse(now), now);
  }

  /** How long something was missing in all until now. */
  Duration excusedAt(Instant now) {
    Duration running =
        pause
            .filter(p -> p.missing() && p.at().isBefore(now))
            .map(p -> Duration.between(p.at(), now))
            .orElse(Duration.ZERO);
    return excused.plus(running);
  }
}
