package org.quoin.policy;

import java.util.Optional;
import org.quoin.api.intake.Session;

/**
 * A variable of the access rules that switches a look at messages on (C12): {@code -} is off, a
 * {@code +} at its end spares relay clients.
 */
record ContentSwitch(String variable) {
  private static final String OFF = "-";
  private static final String STRANGERS = "+";

  /** What it holds besides; empty if messages of this peer are not looked at. */
  Optional<String> of(Session session) {
    String value = session.variables().get(variable);
    if (value == null || value.equals(OFF) || session.origin() != Session.Origin.NETWORK) {
      return Optional.empty();
    }
    if (!value.endsWith(STRANGERS)) {
      return Optional.of(value);
    }
    return Peers.isRelayClient(session)
        ? Optional.empty()
        : Optional.of(value.substring(0, value.length() - STRANGERS.length()));
  }
}
