package org.quoin.users;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.user.Account;
import org.quoin.codec.AsciiCase;

/**
 * Which of the system's accounts an address belongs to (U3, qmail-getpw(8)): the longest {@code
 * user} such that the address is {@code user} or {@code user-ext}, else the alias user.
 *
 * @param alias name of the alias user, who has all the rest; if it is empty nobody has
 */
record SystemAccounts(Passwd passwd, Homes homes, String alias) {
  private static final int MAX_NAME_LENGTH = 31;
  private static final char BREAK = '-';

  /**
   * @throws IOException if a home on the way cannot be looked at now, or there is no alias user
   */
  Optional<Account> find(String local) throws IOException {
    for (int end = Math.min(local.length(), MAX_NAME_LENGTH); end > 0; end--) {
      if (end == local.length() || local.charAt(end) == BREAK) {
        Optional<Passwd.Entry> entry = passwd.named(AsciiCase.lower(local.substring(0, end)));
        if (entry.isPresent() && isUsable(entry.get())) {
          return Optional.of(
              end == local.length()
                  ? account(entry.get(), "", "")
                  : account(entry.get(), "-", local.substring(end + 1)));
        }
      }
    }
    return alias.isEmpty() ? Optional.empty() : Optional.of(aliased(local));
  }

  /** Those that get mail by their own name; one whose home is in trouble is left out. */
  List<Account> accounts() {
    List<Account> accounts = new ArrayList<>();
    for (Passwd.Entry entry : passwd.all()) {
      named(entry).ifPresent(accounts::add);
    }
    return accounts;
  }

  private Optional<Account> named(Passwd.Entry entry) {
    String name = entry.name();
    boolean found = name.length() <= MAX_NAME_LENGTH && name.equals(AsciiCase.lower(name));
    try {
      return found && isUsable(entry) ? Optional.of(account(entry, "", "")) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Not root, and the home is there and his own. */
  private boolean isUsable(Passwd.Entry entry) throws IOException {
    return entry.uid() != 0
        && homes.at(entry.home()).filter(home -> home.uid() == entry.uid()).isPresent();
  }

  private Account aliased(String local) throws IOException {
    Passwd.Entry entry =
        passwd.named(alias).orElseThrow(() -> new IOException("Unable to find alias user!"));
    return account(entry, "-", local);
  }

  private static Account account(Passwd.Entry entry, String dash, String ext) throws IOException {
    try {
      return new Account(
          entry.name(), entry.uid(), entry.gid(), HomePath.of(entry.home()), dash, ext);
    } catch (InvalidPathException e) {
      throw new IOException(
          "the home of " + entry.name() + " cannot be named by this process under its LC_ALL", e);
    }
  }
}
