package org.quoin.smtpd;

import java.util.Optional;
import org.quoin.api.Reply;
import org.quoin.codec.QueueExit;

/**
 * What qmail's clients make of qmail-queue's end (Q2, Q3).
 *
 * @param code exit code
 * @param text what it wrote to descriptor 6
 * @param read whether it read the message
 */
record QueueEnd(int code, String text, boolean read) {
  private static final int TEXT_BYTES = 255;

  /** Empty if the message was queued. */
  Optional<Reply> refusal() {
    if (code == 0) {
      return read ? Optional.empty() : Optional.of(Reply.temporary("qq read error (#4.3.0)"));
    }
    if (code == 82 && text.length() > 2) {
      String own = text.substring(1, Math.min(text.length(), TEXT_BYTES));
      return Optional.of(text.startsWith("D") ? Reply.permanent(own) : Reply.temporary(own));
    }
    return QueueExit.of(code, "")
        .map(e -> e.permanent() ? Reply.permanent(e.text()) : Reply.temporary(e.text()));
  }
}
