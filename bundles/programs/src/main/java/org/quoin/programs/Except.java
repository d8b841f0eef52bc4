package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/** {@code except program [arg ...]}: fails for good if the program says yes (P3, except(1)). */
@Component(service = LocalProgram.class)
@PluginName("except")
public final class Except implements Program {
  @Override
  public String name() {
    return "except";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    if (arguments.isEmpty()) {
      throw Fatal.usage("except program [ arg ... ]");
    }
    return ChildEnd.of(delivery, arguments).isYes() ? FAILED : DONE;
  }
}
