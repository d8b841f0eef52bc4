package org.quoin.users;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.quoin.api.user.Login;
import org.quoin.api.user.ScramKeys;

/**
 * What SCRAM-SHA-256 keeps in place of a password (RFC 5802, 3; RFC 7677), in the text form of
 * PostgreSQL: {@code SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey}, all but the number base64.
 */
record ScramSecret(String salt, int iterations, String storedKey, String serverKey)
    implements Secret {
  static final String SCHEME = "SCRAM-SHA-256";

  /** RFC 7677, 4: clients refuse less. */
  private static final int LEAST_ITERATIONS = 4096;

  /** More would let one line of the file take seconds of every attempt. */
  private static final int MOST_ITERATIONS = 1_000_000;

  private static final int KEY_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile("SCRAM-SHA-256\\$(\\d{4,7}):([^$:]+)\\$([^$:]+):([^$:]+)");

  static ScramSecret parse(String value) {
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      throw new IllegalArgumentException("is not SCRAM-SHA-256$iterations:salt$key:key");
    }
    int iterations = Integer.parseInt(form.group(1));
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "has not between " + LEAST_ITERATIONS + " and " + MOST_ITERATIONS + " iterations");
    }
    requireBytes(form.group(2), 1, 64);
    requireBytes(form.group(3), KEY_BYTES, KEY_BYTES);
    requireBytes(form.group(4), KEY_BYTES, KEY_BYTES);
    return new ScramSecret(form.group(2), iterations, form.group(3), form.group(4));
  }

  private static void requireBytes(String base64, int least, int most) {
    int length;
    try {
      length = Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has a part that is not base64", e);
    }
    if (length < least || length > most || base64.length() % 4 != 0) {
      throw new IllegalArgumentException("has a part of a wrong length");
    }
  }

  /** For a password that is to be kept (RFC 5802, 3). */
  static ScramSecret of(String password, byte[] salt, int iterations) {
    byte[] salted = salted(password, salt, iterations);
    byte[] stored = sha256(hmac(salted, "Client Key"));
    byte[] server = hmac(salted, "Server Key");
    return new ScramSecret(base64(salt), iterations, base64(stored), base64(server));
  }

  @Override
  public boolean matches(String password) {
    ScramSecret other = of(password, Base64.getDecoder().decode(salt), iterations);
    return MessageDigest.isEqual(bytes(other.storedKey), bytes(storedKey));
  }

  ScramKeys keys(Login login) {
    return new ScramKeys(login, salt, iterations, storedKey, serverKey);
  }

  /** As it stands in the file. */
  String text() {
    return SCHEME + "$" + iterations + ":" + salt + "$" + storedKey + ":" + serverKey;
  }

  /** Hi() of RFC 5802, 2.2. */
  private static byte[] salted(String password, byte[] salt, int iterations) {
    char[] prepared = SaslText.prepared(password).toCharArray();
    try {
      PBEKeySpec spec = new PBEKeySpec(prepared, salt, iterations, KEY_BYTES * 8);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2 with SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return SCHEME;
  }
}
