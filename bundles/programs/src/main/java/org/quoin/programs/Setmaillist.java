package org.quoin.programs;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * {@code setmaillist list.bin list.tmp}: compiles standard input, an address or the name of a list
 * on each line (F4, setmaillist(1)).
 */
@Component(service = LocalProgram.class)
@PluginName("setmaillist")
public final class Setmaillist implements Program {
  @Override
  public String name() {
    return "setmaillist";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException, Fatal {
    if (arguments.size() < 2) {
      throw Fatal.usage("setmaillist list.bin list.tmp");
    }
    NamedFile file = NamedFile.in(delivery, arguments.get(0));
    NamedFile fresh = NamedFile.in(delivery, arguments.get(1));
    try (InputStream text = delivery.message().open()) {
      ByteLines lines = new ByteLines(text, "input");
      new Replacement(file, fresh)
          .write(
              out -> {
                ListWriter list = new ListWriter(out);
                compile(lines, list);
                list.finish();
              });
    }
    return DONE;
  }

  private static void compile(ByteLines lines, ListWriter list) throws IOException, Fatal {
    Optional<String> line = lines.next();
    while (line.isPresent()) {
      compile(stripped(line.get()), list);
      line = lines.next();
    }
  }

  private static void compile(String line, ListWriter list) throws IOException, Fatal {
    if (line.indexOf(0) >= 0) {
      throw Fatal.later("NUL in input");
    }
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (ListWriter.isPath(line)) {
      list.include(line);
      return;
    }
    if (line.length() > ListWriter.ADDRESS_BYTES) {
      throw Fatal.later("addresses must be under 800 bytes");
    }
    list.member(line.startsWith("&") ? line.substring(1) : line);
  }

  private static String stripped(String line) {
    int end = line.length();
    while (end > 0 && " \t\n".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    return line.substring(0, end);
  }
}
