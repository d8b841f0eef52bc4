package org.quoin.net;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.Peer;

/**
 * A peer that may come in.
 *
 * @param variables set for its session
 */
record Guest(Peer peer, Map<String, String> variables) {

  /** The two ends of a socket. */
  static Peer peer(Socket socket, String localName) {
    return new Peer(
        text(socket.getInetAddress()),
        socket.getPort(),
        Optional.empty(),
        Optional.empty(),
        text(socket.getLocalAddress()),
        socket.getLocalPort(),
        Optional.of(localName).filter(name -> !name.isEmpty()));
  }

  /** The address without the name of the interface that IPv6 may carry. */
  static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
