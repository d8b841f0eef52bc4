package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/** {@code forward address ...}: sends the message on as the recipient would (P4, forward(1)). */
@Component(service = LocalProgram.class)
@PluginName("forward")
public final class Forward implements Program {
  @Override
  public String name() {
    return "forward";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException, Fatal {
    Environment environment = Environment.of(delivery);
    Sender sender = new Sender(environment.require("NEWSENDER"));
    String top = environment.require("DTLINE");
    List<Address> recipients = arguments.stream().map(Address::new).toList();
    new Door(name(), delivery).send(sender, recipients, delivery.message().onTop(top));
    return DONE;
  }
}
