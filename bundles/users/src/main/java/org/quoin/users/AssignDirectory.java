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
 * The accounts of {@code users/assign} (U1, U2), always as the text file is now: there is no
 * qmail-newu to run. A name that the file does not have is not looked for in the system's accounts.
 * Without the file mail waits.
 */
@Component(configurationPid = "org.quoin.users")
@PluginName("assign")
public final class AssignDirectory implements UserDirectory {
  private final CurrentAssignments current;

  /** PID {@code org.quoin.users}. */
  @interface Config {
    /** The largest {@code users/assign} that is read, in bytes. */
    int max_bytes() default 16 << 20;
  }

  @Activate
  public AssignDirectory(BundleContext context, Config config) {
    this(new AssignFile(Base.of(context).assign(), config.max_bytes()), InstantSource.system());
  }

  AssignDirectory(AssignFile file, InstantSource clock) {
    this.current = new CurrentAssignments(file, clock);
  }

  @Override
  public Optional<Account> find(String local) throws IOException {
    return current.now().find(local);
  }

  @Override
  public List<Account> accounts() throws IOException {
    return current.now().accounts();
  }
}
