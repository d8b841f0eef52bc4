package org.quoin.queue;

import org.quoin.api.Address;
import org.quoin.api.Sender;

/** Envelope senders that differ per recipient (Q19, addresses(5)): {@code pre@host-@[]}. */
final class Verp {
  private static final String MARK = "-@[]";

  private Verp() {}

  /**
   * The sender for one recipient, {@code prerecip=domain@host}; a sender that is no template, or
   * one without an {@code @} before its mark, stays as it is.
   */
  static Sender filledIn(Sender sender, Address recipient) {
    String text = sender.text();
    int at = text.endsWith(MARK) ? text.lastIndexOf('@', text.length() - MARK.length() - 1) : -1;
    if (at < 0 || !recipient.hasDomain()) {
      return sender;
    }
    String host = text.substring(at + 1, text.length() - MARK.length());
    String who = recipient.localPart() + "=" + recipient.domain();
    return new Sender(text.substring(0, at) + who + "@" + host);
  }

  /** Who hears of failures: the template without its mark. */
  static Sender plain(Sender sender) {
    String text = sender.text();
    return text.endsWith(MARK)
        ? new Sender(text.substring(0, text.length() - MARK.length()))
        : sender;
  }
}
