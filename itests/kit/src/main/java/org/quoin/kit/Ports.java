package org.quoin.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Finds ports that nobody uses. They lie below those that a system gives to outgoing connections
 * (32768 and more), so that no client takes one before its server does.
 */
public final class Ports {
  private static final List<String> NAMES =
      List.of("SMTP", "SUBMISSION", "SMTPS", "QMTP", "QMQP", "POP3", "HTTP");

  private static final int FIRST = 11_000;
  private static final int RANGE = 20_000;
  private static final int TRIES = 1_000;

  private static int last = new Random().nextInt(RANGE);

  private Ports() {}

  /** A free port for every listener that the distribution knows, by the listener's name. */
  public static Map<String, Integer> forListeners() throws IOException {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (String name : NAMES) {
      ports.put(name, one());
    }
    return ports;
  }

  /** One free port; each call gives another one. */
  public static synchronized int one() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      last = (last + 1) % RANGE;
      if (free(FIRST + last)) {
        return FIRST + last;
      }
    }
    throw new IOException("no port is free from " + FIRST + " to " + (FIRST + RANGE - 1));
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
