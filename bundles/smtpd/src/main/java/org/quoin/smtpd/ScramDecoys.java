package org.quoin.smtpd;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.quoin.api.user.Login;
import org.quoin.api.user.ScramKeys;

/**
 * Keys for users who are not known, so that nobody learns who is: the salt of a name stays the same
 * for the life of the process, and the count of iterations is that of the last user who was known.
 * Nobody can prove to know them.
 */
final class ScramDecoys {
  private static final int SALT_BYTES = 16;
  private static final int USUAL_ITERATIONS = 10_000;

  private final byte[] secret;
  private volatile int iterations = USUAL_ITERATIONS;

  ScramDecoys() {
    this(new byte[32]);
    new SecureRandom().nextBytes(secret);
  }

  ScramDecoys(byte[] secret) {
    this.secret = secret;
  }

  /** Learns how real keys look. */
  void learn(ScramKeys keys) {
    iterations = keys.iterations();
  }

  ScramKeys keys(String user) {
    String salt = SaslLine.encoded(Arrays.copyOf(made("salt", user), SALT_BYTES));
    String stored = SaslLine.encoded(made("stored", user));
    String server = SaslLine.encoded(made("server", user));
    return new ScramKeys(new Login(user), salt, iterations, stored, server);
  }

  private byte[] made(String what, String user) {
    return ScramProof.hmac(secret, (what + " " + user).getBytes(StandardCharsets.UTF_8));
  }
}
