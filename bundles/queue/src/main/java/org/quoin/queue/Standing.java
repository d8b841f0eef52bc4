package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Settled;

/**
 * Where one recipient stands: the fold of its marks. Immutable.
 *
 * @param deferrals attempts that ended without a decision, plugins that were missing left out
 * @param excused how long something was missing in all, which does not count as age
 */
record Standing(
    Optional<Deferred> deferred, Optional<Settled> settled, int deferrals, Duration excused) {

  static final Standing NEW = new Standing(Optional.empty(), Optional.empty(), 0, Duration.ZERO);

  Standing after(QueueRecord.Mark mark) {
    return switch (mark) {
      case Settled s -> new Standing(deferred, Optional.of(s), deferrals, excused);
      case Deferred d ->
          new Standing(Optional.of(d), settled, deferrals + (d.cause().ages() ? 1 : 0), excuse(d));
      case QueueRecord.Held aboutTheWholeMessage -> this;
    };
  }

  /** Old records do not say it, but what was seen in this life still counts. */
  private Duration excuse(Deferred next) {
    Duration seen = excusedAt(next.at());
    return next.excused().compareTo(seen) > 0 ? next.excused() : seen;
  }

  boolean isOpen() {
    return settled.isEmpty();
  }

  boolean hasFailed() {
    return settled.map(Settled::failed).orElse(false);
  }

  /** The last answer, for people. */
  String text() {
    return settled.map(Settled::text).or(() -> deferred.map(Deferred::text)).orElse("");
  }

  /** From when the age counts: waiting for a missing plugin is no part of it. */
  Instant birth(Instant accepted, Instant now) {
    return accepted.plus(excusedAt(now));
  }

  /** Whether it waits because something is not installed. */
  boolean isMissing() {
    return deferred.filter(d -> !d.cause().ages()).isPresent();
  }

  /** Whether some of its time is no part of its age. */
  boolean isExcused() {
    return isMissing() || excused.isPositive();
  }

  /** Whether it waits for this very reason already. */
  boolean misses(String reason) {
    return isMissing() && deferred.map(Deferred::text).orElse("").equals(reason);
  }

  /** When it is tried again after a deferral by qmail's schedule (Q11). */
  Instant nextAttempt(Instant accepted, boolean local) {
    return nextAttempt(accepted, local, Schedules.QMAIL);
  }

  /** When it is tried again after a deferral. */
  Instant nextAttempt(Instant accepted, boolean local, Schedules schedules) {
    Instant ended = deferred.map(Deferred::at).orElse(accepted);
    Optional<Instant> named = deferred.flatMap(Deferred::next);
    return named.orElseGet(() -> schedules.next(birth(accepted, ended), ended, local));
  }

  /** When to look again whether what was missing is there. */
  Instant nextLook(Instant now) {
    return Schedule.nextLook(deferred.map(Deferred::at).orElse(now), now);
  }

  /** How long something was missing in all until now. */
  Duration excusedAt(Instant now) {
    Duration running =
        deferred
            .filter(d -> !d.cause().ages() && d.at().isBefore(now))
            .map(d -> Duration.between(d.at(), now))
            .orElse(Duration.ZERO);
    return excused.plus(running);
  }
}
