package org.quoin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes the accounts of both servers before they start, with their Maildirs: those in Quoin's
 * {@code users/assign}, those of Postfix's {@code virtual} and the aliases of its {@code local}.
 */
record LocalAccounts(List<LocalRow> rows) {
  /** Mail for this domain goes to Postfix's {@code local}, other mail to {@code virtual}. */
  static final String ALIAS_DOMAIN = "alias.test";

  private static final String ALIASES = "aliases";
  private static final List<String> PARTS = List.of("tmp", "new", "cur");

  /** For a base that has its template's accounts already. */
  void addTo(Path base) throws IOException {
    Path assign = base.resolve("users/assign");
    String old = Files.readString(assign);
    Path homes = base.resolve("home");
    Files.writeString(assign, old.replaceFirst("(?m)^\\.\\R?\\z", "") + assign(homes));
    makeHomes(homes);
    for (LocalRow row : rows) {
      if (!row.qmail().isEmpty()) {
        for (int number = 0; number < row.accounts(); number++) {
          Path file = homes.resolve(row.account(number)).resolve(".qmail");
          Files.writeString(file, row.qmail());
        }
      }
    }
  }

  /**
   * For a Postfix that will be started below this folder. Its processes read their table once: they
   * are not replaced after a hundred mails.
   *
   * @return lines for its main.cf
   */
  String addToPostfix(Path parent) throws IOException {
    Path conf = Files.createDirectories(parent.resolve("postfix/conf"));
    makeHomes(PostfixServer.homes(parent));
    for (LocalRow row : rows) {
      if (!row.alias().isEmpty()) {
        open(PostfixServer.homes(parent).resolve(row.user()));
      }
    }
    Files.writeString(conf.resolve("accounts"), mailboxes());
    Files.writeString(conf.resolve(ALIASES), aliases(PostfixServer.homes(parent)));
    return """
    more_mailboxes = texthash:%1$s/accounts
    more_destinations = %2$s
    alias_maps = texthash:%1$s/%3$s
    local_destination_concurrency_limit = %4$d
    initial_destination_concurrency = %4$d
    queue_run_delay = 1h
    max_use = 100000
    max_idle = 1h
    """
        .formatted(conf, ALIAS_DOMAIN, ALIASES, Load.DELIVERIES);
  }

  /** Lines of {@code users/assign} and its end. */
  String assign(Path homes) {
    return names()
        .map(name -> "=%s:%s:65534:65534:%s:::\n".formatted(name, name, homes.resolve(name)))
        .collect(Collectors.joining("", "", ".\n"));
  }

  /** Where {@code virtual} puts mail. */
  private String mailboxes() {
    return names()
        .map(name -> "%s@localhost %s/Maildir/\n".formatted(name, name))
        .collect(Collectors.joining());
  }

  private Stream<String> names() {
    return rows.stream().flatMap(row -> IntStream.range(0, row.accounts()).mapToObj(row::account));
  }

  /** What {@code local} does with mail for these names. */
  String aliases(Path homes) {
    return rows.stream()
        .filter(row -> !row.plain())
        .map(row -> row.user() + " " + row.alias().formatted(homes.resolve(row.user())) + "\n")
        .collect(Collectors.joining());
  }

  /** What an alias says, {@code local} does as nobody. */
  private static void open(Path home) throws IOException {
    for (String part : PARTS) {
      Path folder = home.resolve("Maildir").resolve(part);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
  }

  private void makeHomes(Path homes) throws IOException {
    for (LocalRow row : rows) {
      for (int number = 0; number < row.accounts(); number++) {
        Path home = homes.resolve(row.account(number));
        for (String part : PARTS) {
          Files.createDirectories(home.resolve("Maildir").resolve(part));
        }
      }
    }
  }
}
