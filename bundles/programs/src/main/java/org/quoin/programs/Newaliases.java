package org.quoin.programs;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;
import org.quoin.codec.CdbWriter;

/**
 * {@code newaliases [aliases]}: compiles {@code /etc/aliases}, or the file that is named, for
 * fastforward, with {@code .cdb} behind the name (F3, newaliases(1)).
 */
@Component(service = LocalProgram.class)
@PluginName("newaliases")
public final class Newaliases implements Program {
  private static final String ALIASES = "/etc/aliases";

  @Override
  public String name() {
    return "newaliases";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException, Fatal {
    DefaultNames names = DefaultNames.of(delivery);
    String aliases = arguments.isEmpty() ? ALIASES : arguments.getFirst();
    NamedFile text = NamedFile.in(delivery, aliases);
    NamedFile file = NamedFile.in(delivery, aliases + ".cdb");
    NamedFile fresh = NamedFile.in(delivery, aliases + ".tmp");
    try (FileChannel channel = text.open()) {
      ByteLines lines = new ByteLines(Channels.newInputStream(channel), aliases);
      new Replacement(file, fresh)
          .write(
              out -> {
                AliasWriter table = new AliasWriter(new CdbWriter(out));
                new AliasLines(lines, names, table).compile();
                table.finish();
              });
    } catch (IOException e) {
      throw text.unreadable(e);
    }
    return DONE;
  }
}
