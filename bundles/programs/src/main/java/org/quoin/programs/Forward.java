package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.delivery.LocalDelivery;
import org.quoin.api.delivery.LocalProgram;
import org.quoin.api.intake.Receipt;

/** {@code forward address ...}: sends the message on as the recipient would (P4, forward(1)). */
@Component
@PluginName("forward")
public final class Forward implements LocalProgram {
  @Override
  public int run(LocalDelivery delivery, List<String> arguments) throws IOException {
    Sender sender = new Sender(Environment.of(delivery).require("NEWSENDER"));
    String top = Environment.of(delivery).require("DTLINE");
    List<Address> recipients = arguments.stream().map(Address::new).toList();
    Receipt receipt = delivery.queue(sender, recipients, delivery.message().onTop(top));
    return switch (receipt) {
      case Receipt.Queued queued -> {
        delivery.say("forward: qp " + queued.message() + "\n");
        yield DONE;
      }
      case Receipt.Refused(Reply reply) -> {
        delivery.complain("forward: fatal: " + reply.text() + "\n");
        yield reply.isPermanent() ? FAILED : LATER;
      }
      case Receipt.Discarded gone -> DONE;
    };
  }
}
