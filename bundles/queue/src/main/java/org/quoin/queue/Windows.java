package org.quoin.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * How many attempts a channel makes at a time to destinations that are not proven (ADR 13). A tenth
 * of it, but two if it is not tiny, is in two windows: one for whoever waits, one for destinations
 * that have just come up, so that one dead name after the other does not hide what is good. Opened
 * by quick answers, both together may use all but the last tenth. Guarded by the dispatcher's lock.
 */
final class Windows {
  private final Doubtful doubtful = new Doubtful();
  private final Window waiting = new Window();
  private final Window scouts = new Window();

  /** Attempts that may hang: a tenth of the channel, but two if it is not tiny. */
  static int least(int channel) {
    return Math.min(Math.max(2, channel / 10), Math.max(1, channel - 1));
  }

  private static int kept(int channel) {
    return least(channel) / 2;
  }

  /** Who is not proven and waits. */
  Doubtful doubtful() {
    return doubtful;
  }

  int running() {
    return waiting.running() + scouts.running();
  }

  /** A destination and the window that its attempt belongs to. */
  record Probe(Destination destination, Window window) {}

  /** The next destination that may have an attempt; the caller tells the window of it. */
  Optional<Probe> next(int channel, Instant now) {
    if (running() >= channel - channel / 10) {
      return Optional.empty();
    }
    if (waiting.hasRoom(least(channel) - kept(channel), now)) {
      Optional<Probe> next = doubtful.next().map(d -> new Probe(d, waiting));
      if (next.isPresent()) {
        return next;
      }
    }
    return scouts.hasRoom(kept(channel), now)
        ? doubtful.recent(now).map(d -> new Probe(d, scouts))
        : Optional.empty();
  }

  /** An attempt has ended with this sign. */
  void ended(Recipient recipient, Sign sign, int channel, Instant now) {
    if (waiting.ended(recipient, now)) {
      learn(waiting, sign, least(channel) - kept(channel), now);
    } else if (scouts.ended(recipient, now)) {
      learn(scouts, sign, kept(channel), now);
    }
  }

  private static void learn(Window window, Sign sign, int least, Instant now) {
    switch (sign) {
      case QUICK_ANSWER -> window.grow(least, now);
      case TIMEOUT -> window.close();
      case ANSWER, NONE -> {}
    }
  }
}
