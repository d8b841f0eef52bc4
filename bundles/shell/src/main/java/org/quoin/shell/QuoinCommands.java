package org.quoin.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scope {@code quoin:}: what concerns the platform as a whole. */
@Component(service = QuoinCommands.class)
@GogoCommand(
    scope = "quoin",
    function = {"status", "reload", "help"})
public final class QuoinCommands {
  private static final Logger LOG = LoggerFactory.getLogger(QuoinCommands.class);

  private final CommandList commands;
  private final Help help;
  private final Readiness readiness;

  @Activate
  public QuoinCommands(BundleContext context, @Reference Readiness readiness) {
    this.commands = new CommandList(context);
    this.help = new Help(commands);
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

  /**
   * Runs every command named {@code reload}; one that fails does not keep the others from it.
   *
   * @throws IllegalStateException if one failed
   */
  @Descriptor("Makes every part forget what it keeps of its files, as SIGHUP does")
  public void reload(CommandSession session) {
    List<String> names = reloads();
    List<String> failed = new ArrayList<>();
    for (String name : names) {
      try {
        session.execute(name);
      } catch (Exception | LinkageError e) { // whatever is in a command
        failed.add(name + ": " + Complaint.about(e, LOG));
      }
    }
    LOG.info("reloaded by {}, failed: {}", names, failed);
    if (!failed.isEmpty()) {
      throw new IllegalStateException(String.join("; ", failed));
    }
  }

  private List<String> reloads() {
    return commands.get().stream()
        .filter(one -> one.function().equals("reload") && !one.scope().equals("quoin"))
        .map(Command::name)
        .toList();
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
