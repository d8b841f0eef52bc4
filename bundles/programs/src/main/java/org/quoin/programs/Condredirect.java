package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * {@code condredirect newaddress program [arg ...]}: sends the message on and leaves out the lines
 * that follow, if the program says yes (P2, condredirect(1)).
 */
@Component(service = LocalProgram.class)
@PluginName("condredirect")
public final class Condredirect implements Program {
  @Override
  public String name() {
    return "condredirect";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    if (arguments.size() < 2) {
      throw Fatal.usage("condredirect newaddress program [ arg ... ]");
    }
    if (!ChildEnd.of(delivery, arguments.subList(1, arguments.size())).isYes()) {
      return DONE;
    }
    Environment environment = Environment.of(delivery);
    Sender sender = new Sender(environment.require("SENDER"));
    String top = environment.require("DTLINE");
    List<Address> recipients = List.of(new Address(arguments.getFirst()));
    Content message = delivery.message().onTop(top);
    new Door(name(), delivery).send(sender, recipients, message);
    return STOP;
  }
}
