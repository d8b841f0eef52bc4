package org.quoin.shell;

import java.io.IOException;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The scope {@code quoin:}: what concerns the platform as a whole. */
@Component(service = QuoinCommands.class)
@GogoCommand(
    scope = "quoin",
    function = {"status", "help"})
public final class QuoinCommands {
  private final Help help;
  private final Readiness readiness;

  @Activate
  public QuoinCommands(BundleContext context, @Reference Readiness readiness) {
    this.help = new Help(new CommandList(context));
    this.readiness = readiness;
  }

  /**
   * @throws IllegalStateException if the platform is not whole, or a listener is not open
   */
  @Descriptor("Shows every listener; fails unless the platform is whole and all are open")
  public void status(CommandSession session) throws Exception {
    Optional<String> missing = readiness.missing();
    if (missing.isPresent()) {
      throw new IllegalStateException(missing.get());
    }
    try {
      session.execute("net:status");
    } catch (CommandNotFoundException e) {
      throw new IllegalStateException("no listener is open: the net bundle is not running", e);
    }
  }

  @Descriptor("Lists all commands")
  public void help(CommandSession session) {
    help.printAll(session.getConsole());
  }

  @Descriptor("Shows what a command takes")
  public void help(CommandSession session, @Descriptor("such as queue:list") String command)
      throws IOException {
    if (!help.print(command, session.getConsole())) {
      throw new IOException("no such command: " + command);
    }
  }
}
