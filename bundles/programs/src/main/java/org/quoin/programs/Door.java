package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.Receipt;
import org.quoin.api.program.LocalDelivery;

/** Where a program hands in mail, and says so: {@code forward: qp 123}. */
record Door(String program, LocalDelivery delivery) {

  /**
   * @throws Fatal in the queue's words, if it refuses
   */
  void send(Sender sender, List<Address> recipients, Content message) throws IOException, Fatal {
    switch (delivery.queue(sender, recipients, message)) {
      case Receipt.Queued queued ->
          delivery.complain("%s: qp %d\n".formatted(program, queued.message()));
      case Receipt.Refused(Reply reply) -> throw Fatal.refused(reply);
      case Receipt.Discarded gone -> {} // a filter of ours wants it so
    }
  }
}
