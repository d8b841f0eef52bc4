package org.quoin.api.user;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Knows accounts. Named by {@link org.quoin.api.PluginName}; asked in the configured order. */
@ConsumerType
public interface UserDirectory {
  /**
   * @param local a local part, bytes as characters; case is ignored
   * @return the account, or empty if this directory has none
   * @throws IOException if it cannot say now: mail waits
   */
  Optional<Account> find(String local) throws IOException;

  /** All accounts that can be listed, for people. */
  List<Account> accounts() throws IOException;
}
