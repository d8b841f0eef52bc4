package org.quoin.local;

import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Instructions;

/** Under which sender forwards leave (L10): failures shall reach the owner of a list. */
final class OwnerSender {
  private OwnerSender() {}

  static Sender of(Sender sender, Address recipient, Instructions.Owner owner) {
    if (sender.isNull() || sender.isDoubleBounce()) {
      return sender;
    }
    String local = recipient.localPart();
    String domain = recipient.domain();
    return switch (owner) {
      case NONE -> sender;
      case OWNER -> new Sender(local + "-owner@" + domain);
      case VERP -> new Sender(local + "-owner-@" + domain + "-@[]");
    };
  }
}
