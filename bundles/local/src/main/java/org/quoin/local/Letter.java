package org.quoin.local;

import org.quoin.api.Content;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryKey;

/**
 * The message of an attempt in the forms in which it is handed on.
 *
 * @param message as it came
 * @param workplace where programs read it
 */
record Letter(Delivery delivery, TraceLines trace, Content message, Workplace workplace) {

  /** For mailboxes. */
  Content traced() {
    return message.onTop(trace.text());
  }

  /** For forwards: they have a new sender, so no Return-Path. */
  Content forwarded() {
    return message.onTop(trace.deliveredTo());
  }

  /**
   * With the time of birth in front, so that a maildir's files sort as readers expect. Every
   * mailbox of a delivery has a key of its own, the same at every attempt: an attempt that broke
   * off between two mailboxes does not double the mail in the first.
   */
  DeliveryKey key(int mailbox) {
    DeliveryKey key = delivery.key();
    String first = delivery.birth().getEpochSecond() + "." + key.text();
    return key.renamed(mailbox == 0 ? first : first + "-" + mailbox);
  }

  /** Of the session that hands in what is forwarded. */
  String session() {
    return "forward-" + delivery.queue() + "-" + delivery.message();
  }
}
