package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/** {@code addcr}: standard input with a CR before every LF (V5, addcr(1)). */
@Component(service = LocalProgram.class)
@PluginName("addcr")
public final class Addcr implements Program {
  @Override
  public String name() {
    return "addcr";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException {
    ByteChunks.forEach(delivery.message(), chunk -> delivery.say(chunk.replace("\n", "\r\n")));
    return DONE;
  }
}
