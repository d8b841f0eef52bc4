package org.quoin.control;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The command {@code control:newmrh}: what qmail-newmrh does (S4). */
@Component(service = MoreHostsCommand.class)
@GogoCommand(
    scope = "control",
    function = {"newmrh"})
public final class MoreHostsCommand {
  private final MoreHostsFile file;

  @Activate
  public MoreHostsCommand(BundleContext context) {
    this(BaseFolder.of(context).resolve("control"));
  }

  MoreHostsCommand(Path folder) {
    this.file = new MoreHostsFile(folder, new DiskSource());
  }

  @Descriptor("compiles control/morercpthosts into control/morercpthosts.cdb, which then counts")
  public void newmrh(CommandSession session) throws IOException {
    file.compile();
  }
}
