package org.quoin.net;

import java.time.Duration;

/**
 * What one listener is told to do, checked.
 *
 * @param name the listener's name in logs and commands
 * @param protocol name of the protocol it speaks
 * @param localName what we call ourselves to its peers (TCPLOCALHOST, V2 -l); empty = unknown
 */
record Settings(String name, String protocol, Endpoint endpoint, Limits limits, String localName) {

  /**
   * The socket; while it is unchanged the port stays open.
   *
   * @param address host name or address of our own
   * @param port 0 = any free one
   * @param backlog how many peers the kernel lets wait
   */
  record Endpoint(String address, int port, int backlog) {
    /** Whether a socket that is open for the other one serves this one too. */
    boolean samePort(Endpoint other) {
      return address.equals(other.address) && port == other.port;
    }

    @Override
    public String toString() {
      return address + ":" + port;
    }
  }

  /**
   * @param connections in all
   * @param perAddress from one address
   * @param idle longest wait for the peer's next byte
   * @param total longest life of a connection
   */
  record Limits(int connections, int perAddress, Duration idle, Duration total) {}

  /**
   * @throws IllegalArgumentException if a value is out of range; the message is for the operator
   */
  static Settings of(Listener.Config config) {
    if (config.protocol().isBlank()) {
      throw new IllegalArgumentException("protocol is missing");
    }
    String localName = config.local_name().strip();
    return new Settings(
        name(config), config.protocol().strip(), endpoint(config), limits(config), localName);
  }

  static String name(Listener.Config config) {
    return config.name().isBlank() ? config.protocol().strip() : config.name().strip();
  }

  private static Endpoint endpoint(Listener.Config config) {
    int port = within("port", config.port(), 0, 65535);
    int backlog = within("backlog", config.backlog(), 1, 65535);
    if (config.address().isBlank()) {
      throw new IllegalArgumentException("address is missing");
    }
    return new Endpoint(config.address().strip(), port, backlog);
  }

  private static Limits limits(Listener.Config config) {
    return new Limits(
        within("max.connections", config.max_connections(), 1, 1_000_000),
        within("max.per.address", config.max_per_address(), 1, 1_000_000),
        Duration.ofSeconds(within("idle.seconds", config.idle_seconds(), 1, 86_400)),
        Duration.ofSeconds(within("total.seconds", config.total_seconds(), 1, 604_800)));
  }

  private static int within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " = " + value + " is not between " + least + " and " + most);
    }
    return value;
  }
}
