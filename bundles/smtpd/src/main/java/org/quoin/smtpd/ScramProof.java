package org.quoin.smtpd;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.quoin.api.user.ScramKeys;

/**
 * The arithmetic of SCRAM-SHA-256 (RFC 5802, 3).
 *
 * @param authMessage both first messages and the final one without its proof, bytes as characters
 */
record ScramProof(ScramKeys keys, String authMessage) {
  private static final int KEY_BYTES = 32;

  /**
   * Whether the peer knows the client key of which we keep the hash.
   *
   * @param proof bytes as characters
   */
  boolean isRight(String proof) {
    byte[] given = proof.getBytes(StandardCharsets.ISO_8859_1);
    if (given.length != KEY_BYTES) {
      return false;
    }
    byte[] stored = Base64.getDecoder().decode(keys.storedKey());
    byte[] signature = hmac(stored);
    byte[] clientKey = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      clientKey[i] = (byte) (given[i] ^ signature[i]);
    }
    return MessageDigest.isEqual(sha256(clientKey), stored);
  }

  /** Proves to the peer that we know him. */
  String serverSignature() {
    return SaslLine.encoded(hmac(Base64.getDecoder().decode(keys.serverKey())));
  }

  private byte[] hmac(byte[] key) {
    return hmac(key, authMessage.getBytes(StandardCharsets.ISO_8859_1));
  }

  static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC with SHA-256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** Nothing secret. */
  @Override
  public String toString() {
    return "ScramProof[" + keys + "]";
  }
}
