package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.LocalDelivery;
import org.quoin.api.delivery.LocalProgram;

/**
 * {@code preline [-frdFRD] cmd [arg ...]}: runs a program with the lines on top of the message that
 * a mailbox would have there (P5, preline(1)): {@code From_} unless {@code -f}, Return-Path unless
 * {@code -r}, Delivered-To unless {@code -d}.
 */
@Component(service = LocalProgram.class)
@PluginName("preline")
public final class Preline implements Program {
  private static final int CANNOT_EXECUTE = 126;
  private static final int NOT_FOUND = 127;

  @Override
  public String name() {
    return "preline";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    Options options = new Options(arguments, "frdFRD");
    String left = leftOut(options);
    List<String> program = options.rest();
    String from = line(delivery, "UFLINE");
    String returnPath = line(delivery, "RPLINE");
    String deliveredTo = line(delivery, "DTLINE");
    if (program.isEmpty()) {
      throw usage();
    }
    String top =
        (left.contains("f") ? "" : from)
            + (left.contains("r") ? "" : returnPath)
            + (left.contains("d") ? "" : deliveredTo);
    int exit = ChildEnd.of(delivery, program, delivery.message().onTop(top)).exit();
    requireRun(new SearchPath(delivery), program.getFirst(), exit);
    return exit;
  }

  /** Letters of the lines that are not wanted; a capital one takes it back. */
  private static String leftOut(Options options) throws Fatal {
    StringBuilder letters = new StringBuilder("FRD");
    for (char letter = options.next(); letter != Options.END; letter = options.next()) {
      if (letter == Options.UNKNOWN) {
        throw usage();
      }
      int line = "frd".indexOf(Character.toLowerCase(letter));
      letters.setCharAt(line, letter);
    }
    return letters.toString();
  }

  private static Fatal usage() {
    return Fatal.usage("preline cmd [ arg ... ]");
  }

  private static String line(LocalDelivery delivery, String name) throws Fatal {
    return delivery.variable(name).orElseThrow(Preline::usage);
  }

  /** An exit code of its own is the program's, whatever it is. */
  private static void requireRun(SearchPath path, String program, int exit) throws Fatal {
    if (exit == NOT_FOUND && !path.has(program)) {
      throw Fatal.failed("unable to run " + program + ": file does not exist");
    }
    if (exit == CANNOT_EXECUTE && !path.canRun(program)) {
      throw Fatal.failed("unable to run " + program + ": access denied");
    }
  }
}
