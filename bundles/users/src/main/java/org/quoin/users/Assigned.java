package org.quoin.users;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import org.quoin.api.user.Account;
import org.quoin.codec.ControlSyntax;

/** What a line of {@code users/assign}, or a record of {@code users/cdb}, gives to its key. */
sealed interface Assigned {
  /** How many fields it takes: user, uid, gid, home, dash, ext. */
  int FIELDS = 6;

  /**
   * The account of an address that ends in {@code rest}.
   *
   * @throws IOException if the account is there and cannot be used now
   */
  Account account(String rest) throws IOException;

  /**
   * A uid that is no number counts as 0, which the local transport never delivers to.
   *
   * @param fields user, uid, gid, home, dash, ext
   * @param place where they stand, for people
   */
  static Assigned of(List<String> fields, String place) {
    try {
      return new Known(
          new Account(
              fields.get(0),
              ControlSyntax.leadingNumber(fields.get(1)).orElse(0),
              ControlSyntax.leadingNumber(fields.get(2)).orElse(0),
              HomePath.of(fields.get(3)),
              fields.get(4),
              fields.get(5)));
    } catch (InvalidPathException e) {
      return new Unnameable(place + " has a home that this process cannot name under its LC_ALL");
    }
  }

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
