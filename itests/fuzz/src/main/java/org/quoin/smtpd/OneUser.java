package org.quoin.smtpd;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.quoin.api.user.Authenticator;
import org.quoin.api.user.Login;
import org.quoin.api.user.ScramKeys;
import org.quoin.fuzz.Claim;
import org.quoin.fuzz.Draw;

/** Knows one user, and claims that it is asked only what the contract allows. */
final class OneUser implements Authenticator {
  static final String NAME = "tim";
  static final String PASSWORD = "pencil";

  /** SaltedPassword of RFC 5802, 3: what 4096 rounds would make of the password. */
  private static final byte[] SALTED = Draw.bytes("0123456789abcdef0123456789ABCDEF");

  private boolean asked;

  boolean wasAsked() {
    return asked;
  }

  @Override
  public Set<Proof> proofs() {
    return EnumSet.allOf(Proof.class);
  }

  @Override
  public Optional<Login> password(String user, String password) {
    sound(password);
    return judged(user, password.equals(PASSWORD));
  }

  @Override
  public Optional<Login> cramMd5(String user, String challenge, String digest) {
    Claim.that(digest.matches("[0-9A-Fa-f]{32}"), "32 hexadecimal digits");
    return judged(user, digest.equalsIgnoreCase(digest(challenge)));
  }

  @Override
  public Optional<ScramKeys> scramSha256(String user) {
    Optional<Login> login = judged(user, true);
    String stored = encoded(sha256(hmac("HmacSHA256", SALTED, "Client Key")));
    String server = encoded(hmac("HmacSHA256", SALTED, "Server Key"));
    return login.map(known -> new ScramKeys(known, "c2FsdA==", 4096, stored, server));
  }

  private Optional<Login> judged(String user, boolean right) {
    asked = true;
    sound(user);
    return right && user.equals(NAME) ? Optional.of(new Login(user)) : Optional.empty();
  }

  private static void sound(String text) {
    Claim.that(!text.isEmpty() && text.indexOf(0) < 0, "not empty and without NUL");
    Claim.that(StandardCharsets.UTF_8.newEncoder().canEncode(text), "text");
  }

  /** RFC 2195. */
  static String digest(String challenge) {
    return HexFormat.of().formatHex(hmac("HmacMD5", Draw.bytes(PASSWORD), challenge));
  }

  /** ClientProof of RFC 5802, 3. */
  static String proof(String message) {
    byte[] key = hmac("HmacSHA256", SALTED, "Client Key");
    byte[] signature = hmac("HmacSHA256", sha256(key), message);
    for (int i = 0; i < key.length; i++) {
      key[i] ^= signature[i];
    }
    return encoded(key);
  }

  /** ServerSignature of RFC 5802, 3. */
  static String signature(String message) {
    return encoded(hmac("HmacSHA256", hmac("HmacSHA256", SALTED, "Server Key"), message));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] hmac(String name, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      return mac.doFinal(Draw.bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
