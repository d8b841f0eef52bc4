package org.quoin.intake;

import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Sender;
import org.quoin.api.queue.Envelope;

/**
 * A recipient with the parameters it was named with.
 *
 * @param parameters none, if a filter has added it
 */
record Named(Address address, Parameters parameters) {

  static List<Named> of(Envelope envelope) {
    List<Named> all = new ArrayList<>(envelope.recipients().size());
    for (Address address : envelope.recipients()) {
      all.add(new Named(address, envelope.parameters(all.size())));
    }
    return all;
  }

  static Envelope envelope(Sender sender, Parameters parameters, List<Named> recipients) {
    return new Envelope(
        sender,
        recipients.stream().map(Named::address).toList(),
        parameters,
        recipients.stream().map(Named::parameters).toList());
  }
}
