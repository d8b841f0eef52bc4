package org.quoin.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.Mail;
import org.quoin.api.queue.Envelope;

/**
 * The whole message while filters are asked about it.
 *
 * @param queue id of the instance that shall get all of it; null = by its recipients
 */
record MessageState(Mail mail, @Nullable String queue) {

  MessageState sender(Sender sender) {
    return with(new Envelope(sender, mail.envelope().recipients()), mail.content());
  }

  MessageState and(Address recipient) {
    List<Address> all = new ArrayList<>(mail.envelope().recipients());
    all.add(recipient);
    return with(new Envelope(mail.envelope().sender(), all), mail.content());
  }

  MessageState without(Address recipient) {
    List<Address> left = new ArrayList<>(mail.envelope().recipients());
    left.removeIf(recipient::equals);
    return with(new Envelope(mail.envelope().sender(), left), mail.content());
  }

  MessageState content(Content content) {
    return with(mail.envelope(), content);
  }

  MessageState queue(String chosen) {
    return new MessageState(mail, chosen);
  }

  private MessageState with(Envelope envelope, Content content) {
    return new MessageState(new Mail(envelope, content), queue);
  }
}
