package org.quoin.queue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.table.ControlFiles;

/** The commands of scope {@code qmq} that look at one instance or steer it (X4, X5). */
@Component(service = SteeringCommands.class)
@GogoCommand(
    scope = "qmq",
    function = {"show", "hold", "release", "drain", "redirect"})
public final class SteeringCommands {
  private static final String ID = "id of the instance, such as 01";
  private static final Duration ATTEMPTS_END = Duration.ofSeconds(60);

  private final Choice instances;
  private final Steering steering;
  private final Configurations configurations;
  private final ControlFiles controls;

  @Activate
  public SteeringCommands(
      BundleContext context,
      @Reference Instances instances,
      @Reference ConfigurationAdmin admin,
      @Reference ControlFiles controls) {
    this(
        instances.fleet(),
        new Configurations(admin, Path.of(context.getProperty("quoin.base"), "etc")),
        controls);
  }

  SteeringCommands(Fleet fleet, Configurations configurations, ControlFiles controls) {
    this.instances = new Choice(fleet);
    this.steering = new Steering(fleet, configurations);
    this.configurations = configurations;
    this.controls = controls;
  }

  @Descriptor("shows all of one instance: state, mail, and each setting with where it comes from")
  public void show(
      CommandSession session,
      @Descriptor(JsonPage.OPTION)
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(ID) String id)
      throws IOException {
    Portrait portrait = Portrait.of(id, instances.fleet().views(), configurations, controls);
    PrintStream out = session.getConsole();
    if (json) {
      JsonPage.print(out, portrait::writeTo);
    } else {
      portrait.lines().forEach(out::println);
    }
  }

  @Descriptor("holds an instance: it takes mail and delivers none until it is released")
  public void hold(CommandSession session, @Descriptor(ID) String id) throws IOException {
    steering.change(id, Map.of("state", "held"));
    session.getConsole().println("queue " + id + " is held: it takes mail and delivers none");
  }

  @Descriptor("releases an instance that is held or down: it takes and delivers mail")
  public void release(CommandSession session, @Descriptor(ID) String id) throws IOException {
    steering.change(id, Map.of("state", "up"));
    session.getConsole().println("queue " + id + " is up");
  }

  @Descriptor("moves all mail of an instance into another one; the instance stays, held")
  public void drain(
      CommandSession session,
      @Descriptor("id of the instance that gets the mail")
          @Parameter(names = "--to", absentValue = "")
          String to,
      @Descriptor("what the instance is when it is empty: held, up or down")
          @Parameter(names = "--state", absentValue = "held")
          String state,
      @Descriptor("only says how much would be moved")
          @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
          boolean dryRun,
      @Descriptor(ID) String id)
      throws IOException {
    Settings.State then =
        Settings.State.of(state)
            .orElseThrow(
                () -> new IllegalArgumentException("\"" + state + "\" is not held, up or down"));
    Drain drain = new Drain(instances, steering, ATTEMPTS_END);
    session.getConsole().println(dryRun ? drain.plan(id, to, then) : drain.run(id, to, then));
  }

  @Descriptor("sends new mail for an instance's domains to another one from now on, or ends that")
  public void redirect(
      CommandSession session,
      @Descriptor("id of the instance that gets the mail")
          @Parameter(names = "--to", absentValue = "")
          String to,
      @Descriptor("ends it")
          @Parameter(names = "--off", presentValue = "true", absentValue = "false")
          boolean off,
      @Descriptor(ID) String id)
      throws IOException {
    if (off == !to.isEmpty()) {
      throw new IllegalArgumentException("say either --to ID or --off");
    }
    if (!off) {
      instances.target(to);
    }
    steering.change(id, Map.of("redirect", to));
    String said = off ? " gets the new mail of its domains again" : " is redirected to " + to;
    session.getConsole().println("queue " + id + said);
  }
}
