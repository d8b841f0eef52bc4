package org.quoin.bench;

/**
 * One kind of local delivery.
 *
 * @param name for the tables
 * @param user name of its account, or of the first of them without its number
 * @param accounts among which its mail is spread
 * @param qmail what Quoin's {@code .qmail} file says; empty: there is none
 * @param alias what Postfix's {@code local} is told, {@code %s} being the home; empty: {@code
 *     virtual} puts it into the Maildir
 */
record LocalRow(String name, String user, int accounts, String qmail, String alias) {
  /** Name of one of its accounts. */
  String account(int number) {
    return accounts == 1 ? user : user + number % accounts;
  }

  String address(int number, String domain) {
    return account(number) + "@" + domain;
  }

  /** Messages for each mail: what is forwarded is a new one. */
  int messages() {
    return qmail.startsWith("&") || qmail.startsWith("|forward ") ? 2 : 1;
  }

  /** Whether it ends in a Maildir of its own and nothing else. */
  boolean plain() {
    return alias.isEmpty();
  }
}
