package org.quoin.api.delivery;

import java.time.Instant;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;

/**
 * One attempt.
 *
 * @param queue id of the queue instance
 * @param birth when the message was accepted
 * @param recipients after rewriting; the queue's own attempts have exactly one
 * @param caller how the instance wants to appear to hosts
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
    Caller caller) {
  public Delivery {
    recipients = List.copyOf(recipients);
  }
}
