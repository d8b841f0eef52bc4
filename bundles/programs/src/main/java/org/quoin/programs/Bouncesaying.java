package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * {@code bouncesaying error [program [arg ...]]}: bounces the mail with this text, if there is no
 * program or it says yes (P1, bouncesaying(1)).
 */
@Component(service = LocalProgram.class)
@PluginName("bouncesaying")
public final class Bouncesaying implements Program {
  @Override
  public String name() {
    return "bouncesaying";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    if (arguments.isEmpty()) {
      throw Fatal.usage("bouncesaying error [ program [ arg ... ] ]");
    }
    List<String> program = arguments.subList(1, arguments.size());
    if (!program.isEmpty() && !ChildEnd.of(delivery, program).isYes()) {
      return DONE;
    }
    delivery.complain(arguments.getFirst() + "\n");
    return FAILED;
  }
}
