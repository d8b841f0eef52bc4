package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/** {@code delcr}: standard input without the CR just before a LF (V5, delcr(1)). */
@Component(service = LocalProgram.class)
@PluginName("delcr")
public final class Delcr implements Program {
  @Override
  public String name() {
    return "delcr";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException {
    Stripper stripper = new Stripper();
    ByteChunks.forEach(delivery.message(), chunk -> delivery.say(stripper.next(chunk)));
    delivery.say(stripper.held);
    return DONE;
  }

  /** Keeps a CR at the end of a chunk until it is known what follows. */
  private static final class Stripper {
    private String held = "";

    String next(String chunk) {
      String text = held + chunk;
      held = text.endsWith("\r") ? "\r" : "";
      return text.substring(0, text.length() - held.length()).replace("\r\n", "\n");
    }
  }
}
