package org.quoin.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.PluginName;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;

/** The directory of a worker: whatever is asked for, it is the account that the platform found. */
record OneAccount(Account account) implements UserDirectory {
  private static final String NAME = "given";

  Accounts asked() {
    return new Accounts(
        List.of(NAME), new Plugins<>(List.of(Map.entry(Map.of(PluginName.PROPERTY, NAME), this))));
  }

  @Override
  public Optional<Account> find(String local) {
    return Optional.of(account);
  }

  @Override
  public List<Account> accounts() {
    return List.of(account);
  }
}
