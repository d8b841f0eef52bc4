package org.quoin.users;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.quoin.api.user.Authenticator.Proof;

/**
 * What {@code users/passwords} says.
 *
 * @param secrets by name, in the order of the file
 * @param troubles lines that do not count, each with its number and without its value
 */
record Passwords(Map<String, Secret> secrets, List<String> troubles) {
  private static final byte[] NO_SALT = new byte[16];

  Optional<Secret> of(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  /** What the password of an unknown user is compared with, so that it takes as long. */
  Secret decoy() {
    return secrets.values().stream()
        .findFirst()
        .orElseGet(() -> ScramSecret.of("nobody", NO_SALT, PasswordFile.ITERATIONS));
  }

  /**
   * SCRAM only if all can use it: clients take the strongest mechanism that they are offered, and
   * would fail for those who have another secret.
   */
  Set<Proof> proofs() {
    Set<Proof> proofs = EnumSet.noneOf(Proof.class);
    if (!secrets.isEmpty()) {
      proofs.add(Proof.PASSWORD);
    }
    if (!secrets.isEmpty() && secrets.values().stream().allMatch(ScramSecret.class::isInstance)) {
      proofs.add(Proof.SCRAM_SHA_256);
    }
    if (secrets.values().stream().anyMatch(PlainSecret.class::isInstance)) {
      proofs.add(Proof.CRAM_MD5);
    }
    return proofs;
  }
}
