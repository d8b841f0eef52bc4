package org.quoin.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whose certificates we believe when a client shows one: those that an authority of ours has
 * signed. A client that only may show one is welcome with any, as without; many mail servers show
 * the one that they serve with to whoever asks.
 */
final class ClientTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager strict;

  /**
   * @param authorities may be empty: then nobody is believed
   */
  ClientTrust(KeyStore authorities) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager manager) {
        strict = manager;
        return;
      }
    }
    throw new GeneralSecurityException("this JDK checks no certificates");
  }

  boolean knowsAuthorities() {
    return strict.getAcceptedIssuers().length > 0;
  }

  /** Whether this is a client whom we believe; it may have shown its chain in another handshake. */
  boolean believes(X509Certificate[] chain) {
    try {
      checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    if (!(socket instanceof SSLSocket tls) || tls.getNeedClientAuth()) {
      require(knowsAuthorities());
      strict.checkClientTrusted(chain, kind, socket);
    }
  }

  private static void require(boolean known) throws CertificateException {
    if (!known) {
      throw new CertificateException("no authorities are known here");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    require(knowsAuthorities());
    strict.checkClientTrusted(chain, kind);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, kind);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    strict.checkServerTrusted(chain, kind, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    strict.checkServerTrusted(chain, kind, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    strict.checkServerTrusted(chain, kind);
  }

  /** Their names are shown to clients, which choose a certificate by them. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return strict.getAcceptedIssuers();
  }
}
