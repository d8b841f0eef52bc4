package org.quoin.local;

import org.quoin.api.delivery.Outcome;

/**
 * What is said while the instructions are carried out, and becomes the report of the delivery: a
 * little more than the queue keeps of a report (Q21), so that it sees that there was more.
 */
final class Transcript {
  static final int MOST_BYTES = 4000;

  private final StringBuilder text = new StringBuilder();

  /**
   * @param said bytes as characters; a NUL, which would end the report in qmail, becomes {@code _}
   */
  void add(String said) {
    int room = Math.min(said.length(), MOST_BYTES - text.length());
    text.append(said.replace('\0', '_'), 0, room);
  }

  /** All of it so far. */
  String text() {
    return text.toString();
  }

  /** The outcome with all that was said before it. */
  Outcome before(Outcome outcome) {
    add(outcome.text());
    return switch (outcome) {
      case Outcome.Delivered delivered -> new Outcome.Delivered(text.toString());
      case Outcome.Failed failed -> new Outcome.Failed(text.toString());
      case Outcome.Later later -> new Outcome.Later(later.cause(), text.toString());
    };
  }
}
