package org.quoin.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import org.quoin.api.net.Encryption;

/**
 * What a protocol touches of a connection.
 *
 * @param socket of the system or, over it, of TLS
 * @param wire what comes from the peer as it is, encrypted or not
 */
record Surface(
    Socket socket,
    InputStream wire,
    WatchedInput in,
    OutputStream out,
    Optional<Encryption> encryption) {
  private static final int LAST_WORDS_MILLIS = 1000;
  private static final int LAST_WORDS_BYTES = 1 << 20;

  static Surface of(Socket raw) throws IOException {
    return of(raw, raw.getInputStream(), Optional.empty());
  }

  static Surface of(TlsSocket tls) throws IOException {
    return of(tls.socket(), tls.wire(), Optional.of(tls.encryption()));
  }

  private static Surface of(Socket socket, InputStream wire, Optional<Encryption> encryption)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    return new Surface(socket, wire, new WatchedInput(socket), out, encryption);
  }

  /**
   * Says the last word, before the socket is closed. While the peer is still sending, closing would
   * reset the connection and erase our last answer before the peer reads it (RFC 1122, 4.2.2.13):
   * so let it read that first. TLS says that this is the end, and not a cut; closing its socket
   * would say "cancelled", too, which some take for an error.
   *
   * @param raw the socket of the system
   */
  void part(Socket raw) throws IOException {
    boolean sending = in.available() > 0 || wire.available() > 0;
    if (encryption.isPresent()) {
      socket.shutdownOutput();
    }
    if (sending) {
      if (!raw.isOutputShutdown()) {
        raw.shutdownOutput();
      }
      raw.setSoTimeout(LAST_WORDS_MILLIS);
      byte[] unwanted = new byte[32 * 1024];
      int count = wire.read(unwanted);
      for (int bytes = 0; count >= 0 && bytes < LAST_WORDS_BYTES; bytes += count) {
        count = wire.read(unwanted);
      }
    }
  }
}
