package org.quoin.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * What a listener encrypts with.
 *
 * @param context shows our certificates
 * @param clients says whose certificates we believe
 */
record Credentials(SSLContext context, ClientTrust clients) {
  private static final int MOST_SESSIONS = 10_000;

  /**
   * @param identities of the hosts that we are, the listener's own one first
   * @param authorities that sign the certificates of clients; none = nobody is believed
   */
  static Credentials of(List<Identity> identities, List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (X509Certificate each : authorities) {
      store.setCertificateEntry(String.valueOf(store.size()), each);
    }
    ClientTrust clients = new ClientTrust(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new HostKeys(identities)}, new TrustManager[] {clients}, null);
    context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
    return new Credentials(context, clients);
  }
}
