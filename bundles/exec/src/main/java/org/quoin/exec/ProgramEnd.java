package org.quoin.exec;

import java.util.Optional;
import org.quoin.api.Reply;
import org.quoin.codec.QueueExit;

/**
 * How a program ended, and what qmail-smtpd would make of it (Q2, Q3).
 *
 * @param code exit code, or 128 and the number of a signal
 * @param words what it wrote to descriptor 6, bytes as characters
 * @param said what it wrote to standard error, for the operator
 */
record ProgramEnd(int code, String words, String said) {
  static final int TIMEOUT = 52;
  static final int BUSY = 71;
  static final int CANNOT_EXECUTE = 120;

  /** A reply has room for no more; qmail keeps as many. */
  static final int WORDS_BYTES = 255;

  private static final int CUSTOM = 82;
  private static final int LEAST_WORDS = 3;

  /** The end of one that did not run, or not to its end. */
  static ProgramEnd without(int code, String reason) {
    return new ProgramEnd(code, "", reason);
  }

  /**
   * Empty if the program has taken the mail. Words of its own are temporary unless they begin with
   * D, whatever else they begin with: K would be a yes for some of qmail's own.
   */
  Optional<Reply> refusal() {
    String own = words.stripTrailing();
    if (code == CUSTOM && own.length() >= LEAST_WORDS) {
      String text = own.substring(1);
      return Optional.of(own.startsWith("D") ? Reply.permanent(text) : Reply.temporary(text));
    }
    return QueueExit.of(code, "")
        .map(e -> e.permanent() ? Reply.permanent(e.text()) : Reply.temporary(e.text()));
  }
}
