package org.quoin.smtpd;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.quoin.api.user.Authenticator.Proof;

/**
 * What the access rules say of logging in, by the variable {@code SMTPAUTH} (C10): empty offers
 * PLAIN, LOGIN and SCRAM-SHA-256; {@code +cram} CRAM-MD5 too; {@code cram} only that; {@code -}
 * nothing; a {@code !} before it refuses mail of who has not logged in. Where it is not set the
 * same is offered as where it is empty, but only under TLS.
 *
 * <p>Unlike s/qmail, a password is asked for in clear only where {@code SMTPAUTHCLEAR} is set.
 *
 * @param mechanisms those that may be offered
 * @param required whether mail is refused without
 * @param inClear whether anything may be offered without TLS
 * @param passwordInClear whether passwords may
 */
record AuthRule(
    Set<Mechanism> mechanisms, boolean required, boolean inClear, boolean passwordInClear) {
  private static final String VARIABLE = "SMTPAUTH";
  private static final String CLEAR = "SMTPAUTHCLEAR";

  static AuthRule of(Map<String, String> variables) {
    String value = variables.getOrDefault(VARIABLE, "");
    boolean required = value.startsWith("!");
    Set<Mechanism> mechanisms = mechanisms(required ? value.substring(1) : value);
    boolean clear = variables.containsKey(CLEAR);
    return new AuthRule(mechanisms, required, clear || variables.containsKey(VARIABLE), clear);
  }

  private static Set<Mechanism> mechanisms(String value) {
    return switch (value) {
      case "" -> EnumSet.complementOf(EnumSet.of(Mechanism.CRAM_MD5));
      case "+cram" -> EnumSet.allOf(Mechanism.class);
      case "cram" -> EnumSet.of(Mechanism.CRAM_MD5);
      default -> EnumSet.noneOf(Mechanism.class);
    };
  }

  /** Those that can be offered at all, perhaps after STARTTLS. */
  Set<Mechanism> possible(Set<Proof> proofs) {
    Set<Mechanism> possible = EnumSet.noneOf(Mechanism.class);
    mechanisms.stream().filter(each -> proofs.contains(each.proof())).forEach(possible::add);
    return possible;
  }

  /** Whether it can be offered now. */
  boolean allows(Mechanism mechanism, boolean encrypted) {
    return encrypted || (mechanism.showsPassword() ? passwordInClear : inClear);
  }
}
