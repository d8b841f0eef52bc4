package org.quoin.net;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the certificate that a peer gets: the first one with the name it asks for (SNI, RFC 6066,
 * 3), else the first at all. An alias is the place in the list.
 */
final class HostKeys extends X509ExtendedKeyManager {
  private final List<Identity> identities;

  /**
   * @param identities the default one first
   */
  HostKeys(List<Identity> identities) {
    this.identities = List.copyOf(identities);
  }

  /** The name that a peer asked for. */
  static Optional<String> requested(@Nullable SSLSession session) {
    return session instanceof ExtendedSSLSession extended
        ? extended.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(name -> ((SNIHostName) name).getAsciiName())
            .findFirst()
        : Optional.empty();
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    Optional<String> name =
        socket instanceof SSLSocket tls ? requested(tls.getHandshakeSession()) : Optional.empty();
    return candidates(name)
        .filter(place -> at(place).keyType().equals(keyType))
        .mapToObj(String::valueOf)
        .findFirst()
        .orElse(null);
  }

  /**
   * Whoever serves the name; if nobody does, the first one and those that stand for the same host
   * with another kind of key. The JDK asks for one kind after the other, and takes what it gets.
   */
  private IntStream candidates(Optional<String> name) {
    boolean served = name.isPresent() && places().anyMatch(place -> at(place).serves(name.get()));
    return served
        ? places().filter(place -> at(place).serves(name.get()))
        : places().filter(place -> at(place).isForSameHosts(identities.getFirst()));
  }

  private IntStream places() {
    return IntStream.range(0, identities.size());
  }

  private Identity at(int place) {
    return identities.get(place);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return at(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return at(Integer.parseInt(alias)).key();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return places().mapToObj(String::valueOf).toArray(String[]::new);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return chooseServerAlias(keyType, issuers, null);
  }

  /** We are never the client. */
  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
