package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * How many attempts may run at a time where most could hang (ADR 13). It opens like TCP's slow
 * start: it begins small, every quick answer opens it by one, but in the time that it takes to
 * notice that an attempt hangs by no more than it had at least; an attempt that hangs or times out
 * closes it. While as many hang as it has at least, nothing starts. When nothing was heard for a
 * while, it begins anew. Guarded by the dispatcher's lock.
 */
final class Window {
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** Longer than any transport waits: such an attempt will not end, and nobody waits for it. */
  static final Duration LOST = Duration.ofMinutes(30);

  private final SequencedMap<Recipient, Instant> young = new LinkedHashMap<>();
  private final SequencedMap<Recipient, Instant> hanging = new LinkedHashMap<>();
  private int opened;
  private int growth;
  private Instant growthSince = Instant.EPOCH;
  private Instant lastQuick = Instant.EPOCH;

  /**
   * Whether one more may start.
   *
   * @param least attempts that it has room for when it is closed, and that may hang
   */
  boolean hasRoom(int least, Instant now) {
    look(now);
    return hanging.size() < least && young.size() < least + opened;
  }

  int running() {
    return young.size() + hanging.size();
  }

  void started(Recipient recipient, Instant now) {
    young.put(recipient, now);
  }

  /**
   * An attempt has ended.
   *
   * @return false if it was none of its attempts
   */
  boolean ended(Recipient recipient, Instant now) {
    look(now);
    return young.remove(recipient) != null || hanging.remove(recipient) != null;
  }

  /** One of its attempts was answered at once. */
  void grow(int least, Instant now) {
    if (!now.isBefore(growthSince.plus(Evidence.HANG)) || now.isBefore(growthSince)) {
      growthSince = now;
      growth = 0;
    }
    if (growth < least) {
      growth++;
      opened++;
    }
    lastQuick = now;
  }

  void close() {
    opened = 0;
  }

  private void look(Instant now) {
    Instant longAgo = now.minus(Evidence.HANG);
    while (!young.isEmpty() && !young.firstEntry().getValue().isAfter(longAgo)) {
      var first = young.pollFirstEntry();
      hanging.put(first.getKey(), first.getValue());
      close();
    }
    Instant lost = now.minus(LOST);
    while (!hanging.isEmpty() && !hanging.firstEntry().getValue().isAfter(lost)) {
      hanging.pollFirstEntry();
    }
    if (lastQuick.isBefore(now.minus(IDLE))) {
      close();
    }
  }
}
