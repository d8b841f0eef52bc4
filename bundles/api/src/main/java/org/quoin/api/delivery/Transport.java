package org.quoin.api.delivery;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A way out. Named by {@link org.quoin.api.PluginName}. */
@ConsumerType
public interface Transport {
  /**
   * Attempts a delivery and blocks until it is decided. May be interrupted when the host shuts
   * down. An interrupt does not end every wait for a socket: whoever uses one limits its waits, or
   * mail may be decided after nobody listens any more, and be sent twice.
   *
   * @return one outcome per recipient, in order
   * @throws Exception if nothing could be decided: every recipient is tried again later
   */
  List<Outcome> deliver(Delivery delivery) throws Exception;
}
