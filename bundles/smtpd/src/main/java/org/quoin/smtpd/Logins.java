package org.quoin.smtpd;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.quoin.api.user.Authenticator;

/**
 * What all sessions share to let users log in.
 *
 * @param errors failures of one session, then it ends
 * @param nonces words that were never used before, printable and without comma
 */
record Logins(
    int errors,
    Authenticator authenticator,
    Failures failures,
    ScramDecoys decoys,
    Supplier<String> nonces) {

  /** How many addresses and names the failures of a machine are remembered of. */
  private static final int ROOM = 10_000;

  static Logins of(
      AuthSettings settings,
      Supplier<List<Map.Entry<Map<String, Object>, Authenticator>>> present,
      InstantSource clock,
      Supplier<String> nonces) {
    return new Logins(
        settings.errors(),
        new Authenticators(settings.authenticators(), present),
        new Failures(settings.failures(), settings.window(), ROOM, clock),
        new ScramDecoys(),
        nonces);
  }

  /**
   * @param challenge of CRAM-MD5, if it comes to that
   */
  Exchange exchange(Mechanism mechanism, Authenticator judge, Supplier<String> challenge) {
    return switch (mechanism) {
      case PLAIN -> new PlainExchange(judge);
      case LOGIN -> new LoginExchange(judge);
      case CRAM_MD5 -> new CramMd5Exchange(judge, challenge.get());
      case SCRAM_SHA_256 -> new ScramExchange(judge, decoys, nonces.get());
    };
  }
}
