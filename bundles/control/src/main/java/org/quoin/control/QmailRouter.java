package org.quoin.control;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Router;
import org.quoin.api.table.ControlFiles;

/** Routes as qmail does (1B), by the control files as they are now. Has an opinion on all mail. */
@Component
@PluginName("qmail")
public final class QmailRouter implements Router {
  private final ControlFiles files;
  private volatile @Nullable Rewriter rewriter;

  @Activate
  public QmailRouter(@Reference ControlFiles files) {
    this.files = files;
  }

  @Override
  public Optional<Route> route(Address recipient) throws IOException {
    return Optional.of(current().route(recipient));
  }

  private Rewriter current() throws IOException {
    Rules rules = Rules.read(files);
    Rewriter known = rewriter;
    if (known != null && known.rules().equals(rules)) {
      return known;
    }
    Rewriter made = new Rewriter(rules);
    rewriter = made;
    return made;
  }
}
