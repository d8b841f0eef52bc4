package org.quoin.policy;

import java.util.Optional;
import org.quoin.api.Peer;
import org.quoin.api.intake.Session;
import org.quoin.codec.AsciiCase;

/** What the peer's host is called: TCPREMOTEHOST of an access rule, else by reverse look-up. */
final class RemoteHost {
  /** What tcp-env and others set if they do not know. */
  private static final String UNKNOWN = "unknown";

  private RemoteHost() {}

  /** In lower case; empty if it is not known. */
  static Optional<String> of(Session session) {
    String found = session.peer().flatMap(Peer::remoteHost).orElse("");
    String host = AsciiCase.lower(session.variables().getOrDefault("TCPREMOTEHOST", found));
    return host.isEmpty() || host.equals(UNKNOWN) ? Optional.empty() : Optional.of(host);
  }
}
