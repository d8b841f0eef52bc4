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
 */
record Surface(Socket socket, WatchedInput in, OutputStream out, Optional<Encryption> encryption) {
  private static final int LAST_WORDS_MILLIS = 1000;
  private static final int LAST_WORDS_BYTES = 1 << 20;

  static Surface of(Socket socket, Optional<Encryption> encryption) throws IOException {
    return new Surface(socket, new WatchedInput(socket), socket.getOutputStream(), encryption);
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
    boolean sending = in.available() > 0 || raw.getInputStream().available() > 0;
    if (encryption.isPresent()) {
      socket.shutdownOutput();
    }
    if (sending) {
      if (!raw.isOutputShutdown()) {
        raw.shutdownOutput();
      }
      raw.setSoTimeout(LAST_WORDS_MILLIS);
      InputStream rest = raw.getInputStream();
      byte[] unwanted = new byte[32 * 1024];
      int count = rest.read(unwanted);
      for (int bytes = 0; count >= 0 && bytes < LAST_WORDS_BYTES; bytes += count) {
        count = rest.read(unwanted);
      }
    }
  }
}
