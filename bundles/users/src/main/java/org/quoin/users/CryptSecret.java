package org.quoin.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/** A hash of crypt(5) on SHA-256 or SHA-512: {@code $5$salt$hash}, {@code $6$salt$hash}. */
record CryptSecret(String hash) implements Secret {
  /** More would let one line of the file take seconds of every attempt. */
  private static final int MOST_ROUNDS = 1_000_000;

  private static final Pattern FORM =
      Pattern.compile(
          "\\$(?:5\\$ROUNDS?SALT\\$HASH{43}|6\\$ROUNDS?SALT\\$HASH{86})"
              .replace("ROUNDS", "(?:rounds=(\\d{4,9})\\$)")
              .replace("SALT", "[./0-9A-Za-z]{1,16}")
              .replace("HASH", "[./0-9A-Za-z]"));

  static CryptSecret parse(String value) {
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      throw new IllegalArgumentException("is neither $5$salt$hash nor $6$salt$hash of crypt");
    }
    String rounds = form.group(1) == null ? form.group(2) : form.group(1);
    if (rounds != null && Integer.parseInt(rounds) > MOST_ROUNDS) {
      throw new IllegalArgumentException("has more than " + MOST_ROUNDS + " rounds");
    }
    return new CryptSecret(value);
  }

  @Override
  public boolean matches(String password) {
    byte[] key = password.getBytes(StandardCharsets.UTF_8);
    String made =
        hash.startsWith("$5$")
            ? Sha2Crypt.sha256Crypt(key, hash)
            : Sha2Crypt.sha512Crypt(key, hash);
    return MessageDigest.isEqual(
        made.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "CRYPT";
  }
}
