package org.quoin.local;

import java.time.Instant;
import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.codec.MailDate;
import org.quoin.codec.Quoting;

/** The lines that a local delivery puts on top of a message (L9, L11, L12), each with its LF. */
record TraceLines(Sender sender, Address recipient) {
  String text() {
    return returnPath() + deliveredTo();
  }

  /** The line by which a message that comes round again is known (L3). */
  String deliveredTo() {
    return "Delivered-To: " + oneLine(recipient.text()) + "\n";
  }

  String returnPath() {
    return "Return-Path: <" + oneLine(Quoting.quoted(sender.text())) + ">\n";
  }

  /** The line that begins a message in an mbox. */
  String from(Instant time) {
    String name = sender.isNull() ? "MAILER-DAEMON" : sender.text().replaceAll("[ \t\n]", "-");
    return "From " + name + " " + MailDate.fromLine(time) + "\n";
  }

  private static String oneLine(String text) {
    return text.replace('\n', '_');
  }
}
