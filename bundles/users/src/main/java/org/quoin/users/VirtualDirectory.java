package org.quoin.users;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.PluginName;
import org.quoin.api.user.Account;
import org.quoin.api.user.UserDirectory;
import org.quoin.codec.AsciiCase;

/**
 * Accounts that are folders: all users of a virtual domain under one uid, by a line for each domain
 * in {@code users/virtual} ({@link VirtualSyntax}). The longest prefix decides. Without the file
 * mail waits.
 */
@Component(configurationPid = "org.quoin.users")
@PluginName("virtual")
public final class VirtualDirectory implements UserDirectory {
  private final Current<Map<String, VirtualPlace>> current;
  private final Homes homes;

  @Activate
  public VirtualDirectory(BundleContext context, AssignDirectory.Config config) {
    this(
        Base.of(context).text("virtual", config.max_bytes()),
        new DiskHomes(),
        InstantSource.system());
  }

  VirtualDirectory(TextFile file, Homes homes, InstantSource clock) {
    this.current = new Current<>(file, VirtualSyntax::parse, clock);
    this.homes = homes;
  }

  @Override
  public Optional<Account> find(String local) throws IOException {
    Map<String, VirtualPlace> places = current.now();
    String key = AsciiCase.lower(local);
    for (int dash = key.lastIndexOf('-'); dash > 0; dash = key.lastIndexOf('-', dash - 1)) {
      VirtualPlace place = places.get(key.substring(0, dash));
      if (place != null) {
        return place.find(local.substring(dash + 1), homes);
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Account> accounts() throws IOException {
    List<Account> accounts = new ArrayList<>();
    for (VirtualPlace place : current.now().values()) {
      accounts.addAll(place.accounts(homes));
    }
    return accounts;
  }
}
