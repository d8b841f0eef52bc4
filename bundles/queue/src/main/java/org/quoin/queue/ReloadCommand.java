package org.quoin.queue;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code queue:reload}, a part of what SIGHUP does (Q15). */
@Component(service = ReloadCommand.class)
@GogoCommand(
    scope = "queue",
    function = {"reload"})
public final class ReloadCommand {
  private final Choice instances;

  @Activate
  public ReloadCommand(@Reference Instances instances) {
    this(instances.fleet());
  }

  ReloadCommand(Fleet fleet) {
    this.instances = new Choice(fleet);
  }

  @Descriptor("looks at the concurrency and lifetime in control files now, not within a second")
  public void reload(CommandSession session) {
    instances.chosen("").forEach(DurableQueue::reload);
  }
}
