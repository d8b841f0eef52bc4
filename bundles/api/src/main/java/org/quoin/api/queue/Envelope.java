package org.quoin.api.queue;

import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;

/**
 * Who sent a message and who shall get it, as they came in: rewriting happens at delivery.
 *
 * @param recipients in the order they were named; a recipient's index is its identity
 * @param parameters of MAIL
 * @param recipientParameters of RCPT, one for each recipient; empty if no recipient has any
 */
public record Envelope(
    Sender sender,
    List<Address> recipients,
    Parameters parameters,
    List<Parameters> recipientParameters) {

  /**
   * @throws IllegalArgumentException if there are parameters, but not one for each recipient
   */
  public Envelope {
    recipients = List.copyOf(recipients);
    if (!recipientParameters.isEmpty() && recipientParameters.size() != recipients.size()) {
      throw new IllegalArgumentException(
          recipientParameters.size() + " parameters of " + recipients.size() + " recipients");
    }
    recipientParameters =
        recipientParameters.stream().allMatch(Parameters::isEmpty)
            ? List.of()
            : List.copyOf(recipientParameters);
  }

  /** Without any parameters, as nearly all are. */
  public Envelope(Sender sender, List<Address> recipients) {
    this(sender, recipients, Parameters.NONE, List.of());
  }

  /**
   * The parameters of one recipient.
   *
   * @param recipient its index
   */
  public Parameters parameters(int recipient) {
    return recipientParameters.isEmpty() ? Parameters.NONE : recipientParameters.get(recipient);
  }

  public boolean hasParameters() {
    return !parameters.isEmpty() || !recipientParameters.isEmpty();
  }
}
