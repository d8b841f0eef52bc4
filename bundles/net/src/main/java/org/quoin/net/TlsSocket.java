package org.quoin.net;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.quoin.api.net.Encryption;

/**
 * TLS over a connected socket, we as the server.
 *
 * @param wire beneath it
 */
record TlsSocket(SSLSocket socket, Wire wire, Encryption encryption) {
  /** The variable that says what holds for a peer (C11). */
  static final String VARIABLE = "UCSPITLS";

  /** Its values that ask for the client's certificate. */
  private static final String MAY_SHOW = "?";

  private static final String MUST_SHOW = "@";

  /** Whether the access rules keep a peer from it. */
  static boolean isForbidden(Map<String, String> variables) {
    return variables.getOrDefault(VARIABLE, "").equals("-");
  }

  /**
   * Shakes hands. Whoever calls limits the time.
   *
   * @throws IOException if there is no agreement, or the peer must show a certificate that we
   *     believe and has none
   */
  static TlsSocket over(Socket raw, Credentials credentials, Tls tls, Map<String, String> variables)
      throws IOException {
    Wire wire = new Wire(raw.getInputStream());
    SSLSocket socket =
        (SSLSocket) credentials.context().getSocketFactory().createSocket(raw, wire, true);
    socket.setUseClientMode(false);
    socket.setEnabledProtocols(tls.versions().toArray(String[]::new));
    String wanted = variables.getOrDefault(VARIABLE, "");
    socket.setWantClientAuth(wanted.equals(MAY_SHOW) && credentials.clients().knowsAuthorities());
    if (wanted.equals(MUST_SHOW)) {
      socket.setNeedClientAuth(true);
    }
    socket.startHandshake();
    SSLSession session = socket.getSession();
    Optional<String> client = client(session, credentials.clients());
    if (client.isEmpty() && wanted.equals(MUST_SHOW)) { // a session from before, under other rules
      throw new SSLPeerUnverifiedException("the client's certificate is not believed");
    }
    return new TlsSocket(
        socket,
        wire,
        new Encryption(
            session.getProtocol(),
            session.getCipherSuite(),
            HostKeys.requested(session).map(name -> name.toLowerCase(Locale.ROOT)),
            client));
  }

  private static Optional<String> client(SSLSession session, ClientTrust clients) {
    try {
      return session.getPeerCertificates() instanceof X509Certificate[] chain
              && clients.believes(chain)
          ? Optional.of(chain[0].getSubjectX500Principal().getName())
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
