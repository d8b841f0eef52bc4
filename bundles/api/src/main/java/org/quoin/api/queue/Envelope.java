package org.quoin.api.queue;

import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Sender;

/**
 * Who sent a message and who shall get it, as they came in: rewriting happens at delivery.
 *
 * @param recipients in the order they were named; a recipient's index is its identity
 */
public record Envelope(Sender sender, List<Address> recipients) {
  public Envelope {
    recipients = List.copyOf(recipients);
  }
}
