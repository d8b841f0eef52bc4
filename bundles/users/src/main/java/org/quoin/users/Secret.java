package org.quoin.users;

import java.util.Locale;

/** What {@code users/passwords} keeps of one user's password. Its text form shows none of it. */
sealed interface Secret permits ScramSecret, CryptSecret, PlainSecret {

  /**
   * @param scheme the word in braces
   * @throws IllegalArgumentException saying what is wrong, without the value
   */
  static Secret parse(String scheme, String value) {
    return switch (scheme.toUpperCase(Locale.ROOT)) {
      case ScramSecret.SCHEME -> ScramSecret.parse(value);
      case "CRYPT", "SHA256-CRYPT", "SHA512-CRYPT" -> CryptSecret.parse(value);
      case "PLAIN" -> PlainSecret.parse(value);
      default -> throw new IllegalArgumentException("has a scheme that is not known");
    };
  }

  /** Whether this is the password; takes the same time for a right one and a wrong one. */
  boolean matches(String password);
}
