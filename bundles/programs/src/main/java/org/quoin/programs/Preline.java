package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * {@code preline [-frdFRD] cmd [arg ...]}: runs a program with the lines on top of the message that
 * a mailbox would have there (P5, preline(1)): {@code From_} unless {@code -f}, Return-Path unless
 * {@code -r}, Delivered-To unless {@code -d}.
 */
@Component(service = LocalProgram.class)
@PluginName("preline")
public final class Preline implements Program {
  private static final OptionLetters.Form FORM =
      new OptionLetters.Form("frdFRD", "preline cmd [ arg ... ]");

  private static final int CANNOT_EXECUTE = 126;
  private static final int NOT_FOUND = 127;

  @Override
  public String name() {
    return "preline";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    TopLines lines = TopLines.of(delivery);
    if (!lines.complete()) {
      throw Fatal.usage(FORM.usage());
    }
    OptionLetters options = OptionLetters.of(arguments, FORM, delivery, name());
    List<String> program = options.rest();
    if (program.isEmpty()) {
      throw Fatal.usage(FORM.usage());
    }
    String top =
        (options.has('f', 'F') ? "" : lines.from())
            + (options.has('r', 'R') ? "" : lines.returnPath())
            + (options.has('d', 'D') ? "" : lines.deliveredTo());
    int exit = ChildEnd.of(delivery, program, delivery.message().onTop(top)).exit();
    requireRun(new SearchPath(delivery), program.getFirst(), exit);
    return exit;
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
