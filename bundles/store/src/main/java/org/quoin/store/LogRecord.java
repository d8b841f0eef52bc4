package org.quoin.store;

import org.quoin.api.queue.QueueRecord;

/** What one record of the log says. */
sealed interface LogRecord {

  /** The bytes of a body stand here. */
  record Inline(BodyRef body) implements LogRecord {}

  /**
   * A message is in the log. A second one of the same message is a copy made by cleaning; it takes
   * the place of the first and leaves the marks as they are.
   *
   * @param message its body is a {@link Body}
   * @param order where it was accepted first; {@link Location#NONE} if that is this very record
   * @param suspect whether damage may have swallowed marks of this message
   */
  record Acceptance(QueueRecord.Accepted message, long order, boolean suspect)
      implements LogRecord {
    Body body() {
      return (Body) message.content().body();
    }
  }

  /**
   * A mark.
   *
   * @param answered if it releases a message: in spite of what
   */
  record Marked(QueueRecord.Mark mark, Doubt answered) implements LogRecord {
    Marked(QueueRecord.Mark mark) {
      this(mark, Doubt.NONE);
    }
  }

  /** A removal. */
  record Gone(QueueRecord.Removed removed) implements LogRecord {}

  /** How the log says a queue's fact. */
  static LogRecord of(QueueRecord fact) {
    return switch (fact) {
      case QueueRecord.Accepted accepted -> new Acceptance(accepted, Location.NONE, false);
      case QueueRecord.Mark mark -> new Marked(mark);
      case QueueRecord.Removed removed -> new Gone(removed);
    };
  }
}
