package org.quoin.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds ports that nobody uses. */
public final class Ports {
  private static final List<String> NAMES =
      List.of("SMTP", "SUBMISSION", "SMTPS", "QMTP", "QMQP", "POP3", "HTTP");

  private Ports() {}

  /** A free port for every listener that the distribution knows, by the listener's name. */
  public static Map<String, Integer> forListeners() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    Map<String, Integer> ports = new LinkedHashMap<>();
    try {
      for (String name : NAMES) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.put(name, socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** One free port. */
  public static int one() throws IOException {
    return forListeners().values().iterator().next();
  }
}
