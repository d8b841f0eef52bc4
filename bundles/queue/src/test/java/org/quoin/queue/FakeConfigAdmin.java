package org.quoin.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A Config Admin that tells a fleet of changes. Only what factory configurations need. */
final class FakeConfigAdmin implements ConfigurationAdmin {
  private final Map<String, One> configurations = new TreeMap<>();
  private final Fleet fleet;
  private Runnable watcher = () -> {};

  FakeConfigAdmin(Fleet fleet) {
    this.fleet = fleet;
  }

  /** Runs at each change, before anybody hears of it. */
  void watch(Runnable call) {
    watcher = call;
  }

  @Override
  public Configuration getFactoryConfiguration(
      String factoryPid, String name, @Nullable String location) {
    return configurations.computeIfAbsent(factoryPid + "~" + name, One::new);
  }

  /** Understands only the one filter that is used: by id. */
  @Override
  public Configuration @Nullable [] listConfigurations(@Nullable String filter) {
    String wanted = String.valueOf(filter).replaceFirst(".*\\(id=([^)]*)\\).*", "$1");
    List<Configuration> found = new ArrayList<>();
    for (One one : configurations.values()) {
      if (wanted.equals(one.properties.get("id"))) {
        found.add(one);
      }
    }
    return found.isEmpty() ? null : found.toArray(new Configuration[0]);
  }

  @Override
  public Configuration createFactoryConfiguration(String factoryPid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Configuration createFactoryConfiguration(String factoryPid, @Nullable String location) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Configuration getConfiguration(String pid, @Nullable String location) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Configuration getConfiguration(String pid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Configuration getFactoryConfiguration(String factoryPid, String name) {
    throw new UnsupportedOperationException();
  }

  private final class One implements Configuration {
    private final String pid;
    private Map<String, Object> properties = new HashMap<>();

    One(String pid) {
      this.pid = pid;
    }

    @Override
    public String getPid() {
      return pid;
    }

    @Override
    public Dictionary<String, Object> getProperties() {
      return FrameworkUtil.asDictionary(properties);
    }

    @Override
    public void update(Dictionary<String, ?> next) throws IOException {
      watcher.run();
      properties = new HashMap<>(FrameworkUtil.asMap(next));
      fleet.configure(pid, Map.copyOf(properties));
    }

    @Override
    public void delete() {
      watcher.run();
      configurations.remove(pid);
      fleet.delete(pid);
    }

    @Override
    public Dictionary<String, Object> getProcessedProperties(
        org.osgi.framework.ServiceReference<?> reference) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getFactoryPid() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void update() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean updateIfDifferent(Dictionary<String, ?> next) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setBundleLocation(@Nullable String location) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable String getBundleLocation() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long getChangeCount() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void addAttributes(ConfigurationAttribute... attributes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<ConfigurationAttribute> getAttributes() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void removeAttributes(ConfigurationAttribute... attributes) {
      throw new UnsupportedOperationException();
    }
  }
}
