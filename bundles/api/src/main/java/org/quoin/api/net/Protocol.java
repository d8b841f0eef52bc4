package org.quoin.api.net;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Speaks with one peer. Named by {@link org.quoin.api.PluginName}; a listener names it. */
@ConsumerType
public interface Protocol {
  /**
   * Serves one connection, on a thread of its own, until the conversation ends. The caller closes
   * the connection. While the bundle is stopped the host interrupts and closes what still runs
   * after a bounded wait.
   *
   * @throws IOException if the peer is gone or silent; not an error
   */
  void serve(Connection connection) throws IOException;

  /**
   * Whether this protocol could serve now. A listener opens its port only when it can, and says why
   * not (A5).
   *
   * @return empty if ready, else the reason for the operator
   */
  default java.util.Optional<String> notReady() {
    return java.util.Optional.empty();
  }
}
