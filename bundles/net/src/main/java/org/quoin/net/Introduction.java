package org.quoin.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import org.quoin.api.Peer;

/** Finds out who is at the other end of a socket: whoever connected, or whom a proxy names. */
final class Introduction {
  /** A proxy sends its header with the connection. */
  private static final Duration HEADER = Duration.ofSeconds(5);

  private Introduction() {}

  /**
   * The two ends of the connection.
   *
   * @throws Entrance.TurnedException if a proxy does not begin with a header
   */
  static Peer peer(Socket socket, Admission admission, Deadlines deadlines) throws IOException {
    Peer there = Guest.peer(socket, admission.localName());
    if (!admission.isProxy(there.remoteIp())) {
      return there;
    }
    Future<?> end = deadlines.after(HEADER, () -> hangUp(socket));
    try {
      return ProxyHeader.read(socket.getInputStream())
          .map(header -> header.peer(there))
          .orElse(there);
    } catch (IOException e) {
      throw new Entrance.TurnedException(String.valueOf(e.getMessage()));
    } finally {
      end.cancel(false);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Whoever reads from it finds out.
      return;
    }
  }
}
