package org.quoin.api.net;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.api.Peer;

/** What the listeners would do with a peer, for those who explain it to people. */
@ProviderType
public interface Admittance {
  /** Names of the listeners, sorted. */
  List<String> listeners();

  /**
   * What would be known and set for the session of a peer that connects to a listener now.
   *
   * @param ip its address
   * @return empty if it may not come in
   * @throws IOException if nobody can say that now
   * @throws IllegalArgumentException if there is no such listener, or this is no address
   */
  Optional<Admitted> admit(String listener, String ip) throws IOException;

  /**
   * A peer that may come in.
   *
   * @param peer with its host's name, if the listener looks that up
   * @param variables of its session (V1, V3)
   */
  record Admitted(Peer peer, Map<String, String> variables) {}
}
