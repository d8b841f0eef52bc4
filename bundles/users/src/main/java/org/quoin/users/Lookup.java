package org.quoin.users;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;
import org.quoin.codec.LogText;

/** Tells how the local transport finds the account of an address, directory by directory. */
record Lookup(Directories directories, PrintStream out) {
  /** What one directory says. */
  private sealed interface Answer {
    record Yes(Account account) implements Answer {}

    record No() implements Answer {}

    record Unknown(String why) implements Answer {}
  }

  void tell(Address address) {
    String local = address.localPart();
    line("address", LogText.address(address.text()));
    line("local part", LogText.address(local));
    line("order", String.join(", ", directories.order()));
    if (local.isEmpty()) {
      line("result", "an empty local part: its mail is thrown away");
      return;
    }
    for (String name : directories.order()) {
      Answer answer = ask(name, local);
      line(name, said(answer));
      switch (answer) {
        case Answer.No no -> {}
        case Answer.Yes(Account account) -> {
          account(account);
          return;
        }
        case Answer.Unknown unknown -> {
          line("result", "mail waits until " + name + " can say");
          return;
        }
      }
    }
    line("result", "nobody has this address: its mail bounces");
  }

  private Answer ask(String name, String local) {
    Optional<UserDirectory> directory = directories.named(name);
    if (directory.isEmpty()) {
      return new Answer.Unknown("is not installed");
    }
    try {
      Optional<Account> account = directory.get().find(local);
      return account.isPresent() ? new Answer.Yes(account.get()) : new Answer.No();
    } catch (IOException | RuntimeException | LinkageError e) {
      return new Answer.Unknown("cannot say now: " + e.getMessage());
    }
  }

  private static String said(Answer answer) {
    return switch (answer) {
      case Answer.Yes yes -> "yes";
      case Answer.No no -> "no";
      case Answer.Unknown(String why) -> why;
    };
  }

  private void account(Account account) {
    line("user", LogText.address(account.user()));
    line("uid", account.uid() + (account.uid() == 0 ? " (root: its mail waits)" : ""));
    line("gid", Long.toString(account.gid()));
    line("home", account.home().toString());
    line("dash", LogText.address(account.dash()));
    line("ext", LogText.address(account.ext()));
  }

  private void line(String what, String text) {
    out.println("%-10s %s".formatted(what, text).stripTrailing());
  }
}
