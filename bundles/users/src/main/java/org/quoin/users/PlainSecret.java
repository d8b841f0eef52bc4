package org.quoin.users;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The password itself: the price of CRAM-MD5, which cannot be judged without it (RFC 2195, 3). */
record PlainSecret(String password) implements Secret {
  static PlainSecret parse(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("has an empty password");
    }
    return new PlainSecret(value);
  }

  @Override
  public boolean matches(String other) {
    return MessageDigest.isEqual(
        bytes(SaslText.prepared(other)), bytes(SaslText.prepared(password)));
  }

  /**
   * @param digest hexadecimal digits of the keyed MD5 of the challenge
   */
  boolean answers(String challenge, String digest) {
    return MessageDigest.isEqual(bytes(answer(challenge)), bytes(digest.toLowerCase(Locale.ROOT)));
  }

  /** The right digest. */
  String answer(String challenge) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(bytes(password), "HmacMD5"));
      return HexFormat.of().formatHex(mac.doFinal(bytes(challenge)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC with MD5", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "PLAIN";
  }
}
