package org.quoin.net;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.osgi.service.component.ComponentException;
import org.quoin.codec.IpText;

/**
 * What one listener is told to do, checked: a value out of range throws an
 * IllegalArgumentException, whose message is for the operator.
 *
 * @param name the listener's name in logs and commands
 * @param protocol name of the protocol it speaks
 */
record Settings(
    String name, String protocol, Endpoint endpoint, Limits limits, Admission admission, Tls tls) {
  Settings {
    filled("protocol", protocol);
  }

  /**
   * The socket; while it is unchanged the port stays open.
   *
   * @param address host name or address of our own
   * @param port 0 = any free one
   * @param backlog how many peers the kernel lets wait; a change counts when the port next opens
   */
  record Endpoint(String address, int port, int backlog) {
    Endpoint {
      filled("address", address);
      within("port", port, 0, 65_535);
      within("backlog", backlog, 1, 65_535);
    }

    /** Whether a socket that is open for the other one serves this one too. */
    boolean samePort(Endpoint other) {
      return address.equals(other.address) && port == other.port;
    }

    @Override
    public String toString() {
      return IpText.withPort(address, port);
    }
  }

  /**
   * @param connections in all
   * @param perAddress from one address
   * @param perMinute new ones from one address; 0 = no limit
   * @param idle longest wait for the peer's next byte
   * @param total longest life of a connection
   */
  record Limits(int connections, int perAddress, int perMinute, Duration idle, Duration total) {
    Limits {
      within("max.connections", connections, 1, 1_000_000);
      within("max.per.address", perAddress, 1, 1_000_000);
      within("max.per.minute", perMinute, 0, 1_000_000);
    }
  }

  Settings with(Admission other) {
    return new Settings(name, protocol, endpoint, limits, other, tls);
  }

  Settings with(Tls other) {
    return new Settings(name, protocol, endpoint, limits, admission, other);
  }

  static Settings of(Listener.Config config) {
    int port = number("port", config::port);
    if (port == Listener.NO_PORT) {
      throw new IllegalArgumentException("port is missing");
    }
    int backlog = number("backlog", config::backlog);
    return new Settings(
        name(config),
        config.protocol().strip(),
        new Endpoint(config.address().strip(), port, backlog),
        limits(config),
        Admission.of(config),
        Tls.of(config));
  }

  static String name(Listener.Config config) {
    return config.name().isBlank() ? config.protocol().strip() : config.name().strip();
  }

  private static Limits limits(Listener.Config config) {
    int idle = number("idle.seconds", config::idle_seconds);
    int total = number("total.seconds", config::total_seconds);
    within("idle.seconds", idle, 1, 86_400);
    within("total.seconds", total, 1, 604_800);
    return new Limits(
        number("max.connections", config::max_connections),
        number("max.per.address", config::max_per_address),
        number("max.per.minute", config::max_per_minute),
        Duration.ofSeconds(idle),
        Duration.ofSeconds(total));
  }

  /** A value that is no number fails only when it is asked for. */
  private static int number(String key, IntSupplier value) {
    try {
      return value.getAsInt();
    } catch (ComponentException e) {
      throw new IllegalArgumentException(key + " is not a number", e);
    }
  }

  private static void filled(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(key + " is missing");
    }
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " = " + value + " is not between " + least + " and " + most);
    }
  }
}
