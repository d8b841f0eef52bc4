package org.quoin.api.delivery;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;

/**
 * One attempt.
 *
 * @param queue id of the queue instance
 * @param birth when the message was accepted
 * @param recipients after rewriting; the queue's own attempts have exactly one
 * @param caller how the instance wants to appear to hosts
 * @param parameters of MAIL, to be sent on to hosts that understand them
 * @param recipientParameters of RCPT, one for each recipient
 */
public record Delivery(
    DeliveryKey key,
    String queue,
    long message,
    Instant birth,
    Sender sender,
    Route route,
    List<Address> recipients,
    Content content,
    Caller caller,
    Parameters parameters,
    List<Parameters> recipientParameters) {
  public Delivery {
    recipients = List.copyOf(recipients);
    recipientParameters = List.copyOf(recipientParameters);
    if (recipientParameters.size() != recipients.size()) {
      throw new IllegalArgumentException(
          "parameters of " + recipientParameters.size() + " of them");
    }
  }

  /** Without any parameters, as nearly all are. */
  public Delivery(
      DeliveryKey key,
      String queue,
      long message,
      Instant birth,
      Sender sender,
      Route route,
      List<Address> recipients,
      Content content,
      Caller caller) {
    this(
        key,
        queue,
        message,
        birth,
        sender,
        route,
        recipients,
        content,
        caller,
        Parameters.NONE,
        Collections.nCopies(recipients.size(), Parameters.NONE));
  }
}
