package org.quoin.net;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Addresses and networks that an operator has denied, for a time: for an attack that goes on now.
 * What shall hold for good belongs into the access rules.
 */
@Component(service = Denials.class)
public final class Denials {
  static final int MOST = 10_000;

  private final InstantSource clock;
  private final Map<Network, Instant> until = new LinkedHashMap<>();

  @Activate
  public Denials() {
    this(InstantSource.system());
  }

  Denials(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Denies a network from now on.
   *
   * @throws IllegalStateException if too many are denied
   */
  synchronized void deny(Network network, Duration time) {
    drop();
    if (until.size() >= MOST && !until.containsKey(network)) {
      throw new IllegalStateException(MOST + " addresses are denied; use access rules.");
    }
    until.put(network, clock.instant().plus(time));
  }

  /** Whether it was denied until now. */
  synchronized boolean allow(Network network) {
    drop();
    return until.remove(network) != null;
  }

  synchronized boolean has(String ip) {
    if (until.isEmpty()) {
      return false;
    }
    drop();
    return Network.around(ip)
        .map(address -> until.keySet().stream().anyMatch(network -> network.has(address)))
        .orElse(false);
  }

  /** When each one may come again, by its text. */
  synchronized Map<String, Instant> all() {
    drop();
    Map<String, Instant> all = new TreeMap<>();
    until.forEach((network, end) -> all.put(network.toString(), end));
    return all;
  }

  private void drop() {
    Instant now = clock.instant();
    until.values().removeIf(end -> !end.isAfter(now));
  }
}
