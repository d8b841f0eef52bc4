package org.quoin.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * When an instance tries again, per channel; what is empty is qmail's schedule (Q11). A change
 * counts from the next deferral on.
 */
record Schedules(Optional<Delays> local, Optional<Delays> remote) {
  /** qmail's for both. */
  static final Schedules QMAIL = new Schedules(Optional.empty(), Optional.empty());

  /** That of both channels, if they have the same one. */
  Optional<Delays> common() {
    return local.equals(remote) ? local : Optional.empty();
  }

  /** The attempt after one that ended without a decision. */
  Instant next(Instant birth, Instant ended, boolean isLocal) {
    return (isLocal ? local : remote)
        .map(delays -> delays.next(birth, ended))
        .orElseGet(() -> Schedule.next(birth, ended, isLocal));
  }
}
