package org.quoin.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A certificate with its key, read from PEM files (RFC 7468): the chain from our own certificate
 * up, and the key in any of the forms that OpenSSL writes without a passphrase.
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
  /** Types of names in a certificate (RFC 5280, 4.2.1.6). */
  private static final int DNS_NAME = 2;

  private static final Map<String, String> SIGNATURES =
      Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "EdDSA");

  /**
   * @throws IOException if a file cannot be read, or the key is not that of the certificate
   */
  static Identity read(Path certificate, Path key) throws IOException {
    List<X509Certificate> chain = certificates(certificate);
    if (chain.isEmpty()) {
      throw new IOException(certificate + " has no certificate");
    }
    Identity identity = new Identity(key(key), chain);
    if (!identity.isPair()) {
      throw new IOException("the key in " + key + " is not that of the first certificate");
    }
    return identity;
  }

  /** All certificates of a file. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    for (Object each : objects(file)) {
      if (each instanceof X509CertificateHolder holder) {
        found.add(certificate(holder));
      }
    }
    return List.copyOf(found);
  }

  private static X509Certificate certificate(X509CertificateHolder holder) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("no certificate: " + e.getMessage(), e);
    }
  }

  private static PrivateKey key(Path file) throws IOException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    for (Object each : objects(file)) {
      if (each instanceof PEMKeyPair pair) {
        return converter.getPrivateKey(pair.getPrivateKeyInfo());
      }
      if (each instanceof PrivateKeyInfo info) {
        return converter.getPrivateKey(info);
      }
    }
    throw new IOException(file + " has no private key, or one with a passphrase");
  }

  /** Whatever the file holds. The parser throws what it likes. */
  private static List<Object> objects(Path file) throws IOException {
    List<Object> all = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
        PEMParser parser = new PEMParser(reader)) {
      for (Object each = parser.readObject(); each != null; each = parser.readObject()) {
        all.add(each);
      }
      return all;
    } catch (RuntimeException e) {
      throw new IOException(file + " is no PEM file: " + e.getMessage(), e);
    }
  }

  private boolean isPair() throws IOException {
    try {
      String algorithm = SIGNATURES.getOrDefault(key.getAlgorithm(), key.getAlgorithm());
      byte[] text = {1, 2, 3};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(chain.getFirst().getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The kind of its key, as the JDK's TLS names it. */
  String keyType() {
    return key.getAlgorithm();
  }

  /** Whether a peer that asks for this name gets what it wants (RFC 6125, 6.4.3). */
  boolean serves(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = lower.indexOf('.');
    String any = dot < 0 ? lower : "*" + lower.substring(dot);
    return names().stream().anyMatch(each -> each.equals(lower) || each.equals(any));
  }

  /** Whether both certificates have the same names. */
  boolean isForSameHosts(Identity other) {
    return equals(other) || (!names().isEmpty() && names().equals(other.names()));
  }

  private List<String> names() {
    try {
      Collection<List<?>> names = chain.getFirst().getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
              .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
              .toList();
    } catch (GeneralSecurityException e) {
      return List.of();
    }
  }

  /** No key in any log. */
  @Override
  public String toString() {
    return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
