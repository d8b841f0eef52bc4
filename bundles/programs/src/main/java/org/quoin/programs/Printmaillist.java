package org.quoin.programs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * {@code printmaillist < list.bin}: what is in the list, as text for setmaillist (F4,
 * printmaillist(1)).
 */
@Component(service = LocalProgram.class)
@PluginName("printmaillist")
public final class Printmaillist implements Program {
  private static final int COMMAND_BYTES = 900;

  /** Longest command of any kind, in bytes; a path cannot be longer. */
  private static final int LIMIT_BYTES = 1 << 16;

  @Override
  public String name() {
    return "printmaillist";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments) throws IOException, Fatal {
    try (InputStream in = new BufferedInputStream(delivery.message().open())) {
      print(in, delivery);
      return DONE;
    } catch (IOException e) {
      throw Fatal.later("unable to read input: " + ErrorWords.of(e));
    }
  }

  private static void print(InputStream in, LocalDelivery delivery) throws IOException, Fatal {
    StringBuilder command = new StringBuilder();
    int c = in.read();
    while (c >= 0) {
      command.append(c == 0 ? '\n' : (char) c);
      if (c == 0) {
        delivery.say(checked(command.toString()));
        command.setLength(0);
      } else if (c == '\n' || command.length() > LIMIT_BYTES) {
        throw badFormat();
      }
      c = in.read();
    }
    if (!command.isEmpty()) {
      throw badFormat();
    }
  }

  /**
   * @param line a command and the end of its line
   */
  private static String checked(String line) throws Fatal {
    boolean good = line.startsWith("&") ? line.length() <= COMMAND_BYTES : ListWriter.isPath(line);
    if (!good || line.endsWith(" \n") || line.endsWith("\t\n")) {
      throw badFormat();
    }
    return line;
  }

  private static Fatal badFormat() {
    return Fatal.failed("bad mailing list format");
  }
}
