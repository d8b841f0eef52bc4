package org.quoin.api.delivery;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;
import org.quoin.api.Address;

/**
 * Says at the door whether a recipient exists, as the transport will find it. Registered under the
 * {@link org.quoin.api.PluginName} of that transport, by whoever delivers: so nobody keeps a list.
 */
@ConsumerType
public interface RecipientCheck {
  /**
   * @param recipient after rewriting, as in a {@link Route}
   * @return false only if a delivery now would fail for good for want of such a mailbox
   * @throws IOException if it cannot say now
   */
  boolean exists(Address recipient) throws IOException;
}
