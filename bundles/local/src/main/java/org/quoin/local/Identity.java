package org.quoin.local;

import org.quoin.api.user.Account;

/** As whom a worker runs. */
record Identity(long uid, long gid) {
  /** The largest number of a user; the next one means "no change" to the kernel. */
  private static final long LAST = 0xFFFF_FFFEL;

  /**
   * @throws NotNow if nothing may ever run so
   */
  static Identity of(Account account) throws NotNow {
    if (account.uid() == 0) {
      throw NotNow.trouble("Not allowed to perform deliveries as root.");
    }
    if (account.gid() == 0) {
      throw NotNow.trouble("Not allowed to perform deliveries as root's group. (#4.3.0)");
    }
    Identity identity = new Identity(account.uid(), account.gid());
    if (!isNumber(identity.uid) || !isNumber(identity.gid)) {
      throw NotNow.trouble("There is no such user as " + identity + ". (#4.3.0)");
    }
    return identity;
  }

  private static boolean isNumber(long id) {
    return id > 0 && id <= LAST;
  }

  @Override
  public String toString() {
    return "uid " + uid + " gid " + gid;
  }
}
