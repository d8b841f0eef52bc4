package org.quoin.users;

import java.util.regex.Pattern;

/** The rule for names of new accounts: what is safe as a user, as an address and as a folder. */
final class AccountName {
  /** U3: qmail does not look at accounts with longer names. */
  private static final int MAX_LENGTH = 31;

  private static final Pattern GOOD = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private AccountName() {}

  /**
   * @throws IllegalArgumentException with a sentence for people if the name cannot be an account
   */
  static void require(String name) {
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "an account name has at most " + MAX_LENGTH + " characters");
    }
    if (!GOOD.matcher(name).matches() || name.contains("..")) {
      throw new IllegalArgumentException(
          "an account name has lower case letters, digits and single . _ - and begins with a"
              + " letter or digit");
    }
  }
}
