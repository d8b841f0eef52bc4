package org.quoin.control;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code control:reload}, a part of what SIGHUP does (Q15). */
@Component(service = ReloadCommand.class)
@GogoCommand(
    scope = "control",
    function = {"reload"})
public final class ReloadCommand {
  private final ControlDirectory folder;

  @Activate
  public ReloadCommand(@Reference ControlDirectory folder) {
    this.folder = folder;
  }

  @Descriptor("forgets what is kept of control files; they are read again when they are needed")
  public void reload(CommandSession session) {
    folder.forget();
  }
}
