package org.quoin.intake;

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
    return with(sender, Named.of(mail.envelope()));
  }

  MessageState and(Named recipient) {
    List<Named> all = Named.of(mail.envelope());
    all.add(recipient);
    return with(mail.envelope().sender(), all);
  }

  MessageState without(Address recipient) {
    List<Named> left = Named.of(mail.envelope());
    left.removeIf(each -> each.address().equals(recipient));
    return with(mail.envelope().sender(), left);
  }

  private MessageState with(Sender sender, List<Named> recipients) {
    Envelope envelope = Named.envelope(sender, mail.envelope().parameters(), recipients);
    return with(envelope, mail.content());
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
