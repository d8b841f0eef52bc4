package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.queue.QueueRecord.Deferred;

/** Facts with what a test leaves open. */
final class Facts {
  private Facts() {}

  /** A deferral whose next attempt follows from the schedule. */
  static Deferred deferred(
      String queue, long message, int recipient, Instant at, Outcome.Later why) {
    return new Deferred(
        queue, message, recipient, at, Optional.empty(), Duration.ZERO, why.cause(), why.text());
  }
}
