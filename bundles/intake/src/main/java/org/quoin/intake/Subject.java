package org.quoin.intake;

import org.quoin.api.Address;
import org.quoin.api.Sender;
import org.quoin.api.event.MailEvent;

/**
 * Of what a mail is refused.
 *
 * @param recipient as it was named; empty unless a recipient is refused, or it is the empty address
 */
record Subject(MailEvent.Stage stage, Sender sender, String recipient) {

  static Subject connection() {
    return new Subject(MailEvent.Stage.CONNECTION, Sender.NULL, "");
  }

  static Subject of(Sender sender) {
    return new Subject(MailEvent.Stage.SENDER, sender, "");
  }

  static Subject of(Sender sender, Address recipient) {
    return new Subject(MailEvent.Stage.RECIPIENT, sender, recipient.text());
  }

  static Subject message(Sender sender) {
    return new Subject(MailEvent.Stage.MESSAGE, sender, "");
  }
}
