package org.quoin.local;

import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.codec.Quoting;

/** The header lines that a local delivery puts on top (L11, L12). */
record TraceLines(Sender sender, Address recipient) {
  String text() {
    return returnPath() + deliveredTo();
  }

  /** The line by which a message that comes round again is known (L3). */
  String deliveredTo() {
    return "Delivered-To: " + oneLine(recipient.text()) + "\n";
  }

  private String returnPath() {
    return "Return-Path: <" + oneLine(Quoting.quoted(sender.text())) + ">\n";
  }

  private static String oneLine(String text) {
    return text.replace('\n', '_');
  }
}
