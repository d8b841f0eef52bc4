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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of {@code users/assign} (U1, U2), always as the text file is now: there is no
 * qmail-newu to run. {@link CdbDirectory} is for those who want one. Without the file mail waits.
 */
@Component(configurationPid = "org.quoin.users")
@PluginName("assign")
public final class AssignDirectory implements UserDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(AssignDirectory.class);

  private final Current<Assignments> current;

  /** PID {@code org.quoin.users}. */
  @interface Config {
    /** The largest text about accounts that is read, in bytes. */
    int max_bytes() default 16 << 20;
  }

  @Activate
  public AssignDirectory(BundleContext context, Config config) {
    this(Base.of(context).assign(config.max_bytes()), InstantSource.system());
  }

  AssignDirectory(TextFile file, InstantSource clock) {
    this.current = new Current<>(file, AssignDirectory::parsed, clock);
  }

  @Override
  public Optional<Account> find(String local) throws IOException {
    return current.now().find(local);
  }

  @Override
  public List<Account> accounts() throws IOException {
    return current.now().accounts();
  }

  private static Assignments parsed(String text) throws IOException {
    Assignments all = AssignSyntax.parse(text);
    List<String> troubles = all.troubles();
    if (!troubles.isEmpty()) {
      LOG.error("mail for {} local accounts waits: {}", troubles.size(), troubles.getFirst());
    }
    return all;
  }
}
