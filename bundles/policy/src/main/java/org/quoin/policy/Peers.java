package org.quoin.policy;

import org.quoin.api.intake.Session;

/** Of whom a rule is. */
final class Peers {
  private Peers() {}

  /** A network peer that may not send to everybody (S5). */
  static boolean isStranger(Session session) {
    return session.origin() == Session.Origin.NETWORK && session.relayClient().isEmpty();
  }

  /** A network peer that may send to everybody, by its address or because it has logged in. */
  static boolean isRelayClient(Session session) {
    return session.origin() == Session.Origin.NETWORK && session.relayClient().isPresent();
  }
}
