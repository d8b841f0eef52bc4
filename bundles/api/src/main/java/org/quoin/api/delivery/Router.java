package org.quoin.api.delivery;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.quoin.api.Address;

/** Says by which transport an address leaves. Named by {@link org.quoin.api.PluginName}. */
@ConsumerType
public interface Router {
  /**
   * @return the route, or empty if this router has no opinion and the next one is asked
   * @throws IOException if it cannot say now: the mail waits
   */
  Optional<Route> route(Address recipient) throws IOException;
}
