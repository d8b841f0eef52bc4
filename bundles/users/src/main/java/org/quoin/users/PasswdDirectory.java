package org.quoin.users;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;

/**
 * The system's accounts and the alias user (U3), from a file in the form of passwd(5). Other
 * sources that the system may have (NSS: LDAP, NIS) are not asked; a site that has them writes them
 * into a file. With an alias user this directory has an account for every address, so it is named
 * last.
 */
@Component(configurationPid = "org.quoin.users")
@PluginName("passwd")
public final class PasswdDirectory implements UserDirectory {
  private final Current<Passwd> current;
  private final String alias;

  /** PID {@code org.quoin.users}. */
  @interface Config {
    /** The file with the accounts, in the form of passwd(5); absolute, or relative to the base. */
    String passwd_file() default "/etc/passwd";

    /** The account that gets mail for all names that nobody has; empty = such mail bounces. */
    String alias_user() default "alias";
  }

  @Activate
  public PasswdDirectory(BundleContext context, Config config, AssignDirectory.Config common) {
    this(
        file(Base.of(context), config, common.max_bytes()),
        config.alias_user().strip(),
        InstantSource.system());
  }

  PasswdDirectory(TextFile file, String alias, InstantSource clock) {
    this.current = new Current<>(file, Passwd::parse, clock);
    this.alias = alias;
  }

  static TextFile file(Base base, Config config, int maxBytes) {
    String name = config.passwd_file().strip();
    return new TextFile(base.folder().resolve(name), name, maxBytes);
  }

  @Override
  public Optional<Account> find(String local) throws IOException {
    return accountsNow().find(local);
  }

  @Override
  public List<Account> accounts() throws IOException {
    return accountsNow().accounts();
  }

  private SystemAccounts accountsNow() throws IOException {
    return new SystemAccounts(current.now(), new DiskHomes(), alias);
  }
}
