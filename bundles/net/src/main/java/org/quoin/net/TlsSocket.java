package org.quoin.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.quoin.api.net.Encryption;

/** TLS over a connected socket, we as the server. */
record TlsSocket(SSLSocket socket, Encryption encryption) {
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
   * @param asksClients whether certificates of clients can be checked
   */
  static TlsSocket over(
      Socket raw, SSLContext context, Tls tls, Map<String, String> variables, boolean asksClients)
      throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(raw, (InputStream) null, true);
    socket.setUseClientMode(false);
    socket.setEnabledProtocols(tls.versions().toArray(String[]::new));
    String wanted = variables.getOrDefault(VARIABLE, "");
    socket.setWantClientAuth(wanted.equals(MAY_SHOW) && asksClients);
    if (wanted.equals(MUST_SHOW)) {
      socket.setNeedClientAuth(true);
    }
    socket.startHandshake();
    SSLSession session = socket.getSession();
    return new TlsSocket(
        socket,
        new Encryption(
            session.getProtocol(),
            session.getCipherSuite(),
            HostKeys.requested(session).map(name -> name.toLowerCase(Locale.ROOT)),
            Optional.ofNullable(client(session))));
  }

  private static @Nullable String client(SSLSession session) {
    try {
      Principal principal = session.getPeerPrincipal();
      return principal instanceof X500Principal subject ? subject.getName() : principal.getName();
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}
