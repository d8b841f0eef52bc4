package org.quoin.local;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the user directories in the configured order. A "no" needs all of them: one that is absent
 * or in trouble makes the mail wait.
 */
record Accounts(List<String> order, Plugins<UserDirectory> directories) {
  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

  Optional<Account> find(String local) throws NotNow {
    for (String name : order) {
      UserDirectory directory =
          directories
              .named(name)
              .orElseThrow(() -> NotNow.missing("User directory " + name + " is not installed."));
      Optional<Account> account = ask(name, directory, local);
      if (account.isPresent()) {
        return account;
      }
    }
    return Optional.empty();
  }

  private static Optional<Account> ask(String name, UserDirectory directory, String local)
      throws NotNow {
    try {
      return directory.find(local);
    } catch (IOException e) {
      throw trouble(name, ": " + e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("user directory {} failed", name, e);
    }
    throw trouble(name, "");
  }

  private static NotNow trouble(String name, String why) {
    return NotNow.trouble("Trouble reading user directory " + name + why + ". (#4.3.0)");
  }
}
