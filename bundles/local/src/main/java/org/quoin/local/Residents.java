package org.quoin.local;

import java.io.IOException;
import java.util.Optional;
import org.quoin.api.user.Account;

/**
 * Who gets mail here, found as {@link Attempt} finds it. "No" is said only where an attempt would
 * fail for good; where it would be put off, the mailbox is there.
 *
 * @param patrn modes that a home must not have
 */
record Residents(Accounts accounts, Interpreter interpreter, int patrn) {

  static Residents of(Tools tools, int patrn) {
    return new Residents(tools.accounts(), tools.interpreter(), patrn);
  }

  /**
   * @throws IOException if that cannot be said now
   */
  boolean has(String local) throws IOException {
    try {
      if (local.isEmpty()) {
        return true; // its mail is trash, and no failure
      }
      Optional<Account> account = accounts.find(local);
      return account.isPresent() && has(account.get());
    } catch (NotNow e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private boolean has(Account account) throws NotNow {
    if (interpreter.knows(account)) {
      return true;
    }
    new Home(account.home()).check(patrn); // nothing is found in a home that has gone
    return false;
  }
}
