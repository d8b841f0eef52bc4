package org.quoin.mailbox;

import java.time.Instant;
import org.quoin.codec.MailDate;

/** The line with which a message begins in an mbox (L11). */
record FromLine(String sender, Instant time) {
  /** In GMT; a null sender is MAILER-DAEMON, and nothing in a sender looks like the line's end. */
  String text() {
    String name =
        sender.isEmpty()
            ? "MAILER-DAEMON"
            : sender.replace(' ', '-').replace('\t', '-').replace('\n', '-');
    return "From " + name + " " + MailDate.fromLine(time) + "\n";
  }
}
