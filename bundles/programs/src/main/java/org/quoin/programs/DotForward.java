package org.quoin.programs;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.program.LocalDelivery;
import org.quoin.api.program.LocalProgram;

/**
 * {@code dot-forward [-nN] file ...}: does what the first file says that is there and says
 * something, as sendmail would for {@code .forward} (W1, dot-forward(1)). It leaves the message to
 * the lines that follow, if there is no such file or the user himself is named.
 */
@Component(service = LocalProgram.class)
@PluginName("dot-forward")
public final class DotForward implements Program {
  private static final OptionLetters.Form FORM =
      new OptionLetters.Form("nN", "dot-forward [ -nN ] file ...");

  @Override
  public String name() {
    return "dot-forward";
  }

  @Override
  public int work(LocalDelivery delivery, List<String> arguments)
      throws IOException, InterruptedException, Fatal {
    OptionLetters options = OptionLetters.of(arguments, FORM, delivery, name());
    boolean telling = options.has('n', 'N');
    for (String file : options.rest()) {
      ForwardFile forward = new ForwardFile(NamedFile.in(delivery, file), delivery, telling);
      OptionalInt exit = forward.follow();
      if (exit.isPresent()) {
        return exit.getAsInt();
      }
    }
    if (telling) {
      delivery.complain("direct delivery\n");
    }
    return DONE;
  }
}
