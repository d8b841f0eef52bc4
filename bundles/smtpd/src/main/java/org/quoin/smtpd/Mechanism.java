package org.quoin.smtpd;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.quoin.api.user.Authenticator.Proof;

/** The SASL mechanisms that the server speaks, in the order in which EHLO names them. */
enum Mechanism {
  PLAIN(Proof.PASSWORD),
  LOGIN(Proof.PASSWORD),
  CRAM_MD5(Proof.CRAM_MD5),
  SCRAM_SHA_256(Proof.SCRAM_SHA_256);

  private final Proof proof;

  Mechanism(Proof proof) {
    this.proof = proof;
  }

  static Optional<Mechanism> named(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(each -> each.word().equals(upper)).findFirst();
  }

  String word() {
    return name().replace('_', '-');
  }

  /** What an authenticator must be able to judge. */
  Proof proof() {
    return proof;
  }

  /** Whether who listens on the wire learns the password. */
  boolean showsPassword() {
    return proof == Proof.PASSWORD;
  }
}
