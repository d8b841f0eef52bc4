package org.quoin.users;

import java.io.IOException;
import org.quoin.api.user.Account;

/** What a line of {@code users/assign} gives to its key. */
sealed interface Assigned {
  /**
   * The account of an address that ends in {@code rest}.
   *
   * @throws IOException if the account is there and cannot be used now
   */
  Account account(String rest) throws IOException;

  /** An account; its ext comes before the rest of the address. */
  record Known(Account base) implements Assigned {
    @Override
    public Account account(String rest) {
      return rest.isEmpty()
          ? base
          : new Account(
              base.user(), base.uid(), base.gid(), base.home(), base.dash(), base.ext() + rest);
    }
  }

  /**
   * An account whose home this process cannot name, as one with letters beyond ASCII under
   * LC_ALL=C. Its mail waits, that of others does not.
   */
  record Unnameable(String trouble) implements Assigned {
    @Override
    public Account account(String rest) throws IOException {
      throw new IOException(trouble);
    }
  }
}
