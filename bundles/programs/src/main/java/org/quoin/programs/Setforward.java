package org.quoin.programs;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.codec.CdbWriter;

/**
 * {@code setforward data.cdb data.tmp}: compiles standard input for fastforward (F2,
 * setforward(1)).
 */
@Component(service = LocalProgram.class)
@PluginName("setforward")
public final class Setforward implements Program {
  @Override
  public String name() {
    return "setforward";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException, Fatal {
    if (arguments.size() < 2) {
      throw Fatal.usage("setforward data.cdb data.tmp");
    }
    NamedFile file = NamedFile.in(delivery, arguments.get(0));
    NamedFile fresh = NamedFile.in(delivery, arguments.get(1));
    try (InputStream text = delivery.message().open()) {
      new Replacement(file, fresh)
          .write(
              out -> {
                AliasWriter table = new AliasWriter(new CdbWriter(out));
                AliasSource.compile(text, table);
                table.finish();
              });
    }
    return DONE;
  }
}
