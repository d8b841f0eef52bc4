package org.quoin.local;

import java.util.List;
import java.util.Optional;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;

/** Everybody is this one. */
record OneAccount(Account account) implements UserDirectory {
  @Override
  public Optional<Account> find(String local) {
    return Optional.of(account);
  }

  @Override
  public List<Account> accounts() {
    return List.of(account);
  }
}
