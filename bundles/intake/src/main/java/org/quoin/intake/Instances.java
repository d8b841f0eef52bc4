package org.quoin.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.event.MailEvents;
import org.quoin.api.queue.MailQueue;

/**
 * The queue instances that are configured, and which of them are alive. Mail is given to the
 * configured ones: an instance that is being swapped must not lose its mail to main.
 *
 * <p>Config Admin tells of a change twice, at once and when it is done; after either, the table is
 * read anew at its next use.
 */
@Component(
    service = {
      Instances.class,
      ConfigurationListener.class,
      SynchronousConfigurationListener.class
    },
    immediate = true)
public final class Instances implements SynchronousConfigurationListener {
  private static final String FILTER = "(service.factoryPid=" + MailQueue.PID + ")";

  private final ConfigurationAdmin admin;
  private final Announcer announcer = new Announcer(() -> this.events);
  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();
  private final Map<String, List<String>> alive = new ConcurrentHashMap<>();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable MailEvents events;

  /**
   * @param change the last change that the table has seen
   */
  private record Loaded(int change, InstanceTable table) {}

  @Activate
  public Instances(@Reference ConfigurationAdmin admin) {
    this(admin, null);
  }

  Instances(ConfigurationAdmin admin, @Nullable MailEvents events) {
    this.admin = admin;
    this.events = events;
  }

  @Reference(
      service = MailQueue.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addQueue(ServiceReference<MailQueue> reference) {
    came(id(reference), store(reference));
  }

  void removeQueue(ServiceReference<MailQueue> reference) {
    went(id(reference), store(reference));
  }

  private static String id(ServiceReference<MailQueue> reference) {
    return String.valueOf(reference.getProperty(MailQueue.ID_PROPERTY));
  }

  private static String store(ServiceReference<MailQueue> reference) {
    return reference.getProperty(MailQueue.STORE_PROPERTY) instanceof String name
        ? name
        : Stores.DEFAULT;
  }

  /** An instance is alive on this store; the one that came last counts. */
  void came(String id, String store) {
    alive.merge(id, List.of(store), Instances::joined);
  }

  void went(String id, String store) {
    alive.computeIfPresent(id, (key, stores) -> without(stores, store));
  }

  private static List<String> joined(List<String> stores, List<String> more) {
    List<String> all = new ArrayList<>(stores);
    all.addAll(more);
    return List.copyOf(all);
  }

  private static @Nullable List<String> without(List<String> stores, String store) {
    List<String> left = new ArrayList<>(stores);
    left.remove(store);
    return left.isEmpty() ? null : List.copyOf(left);
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    if (MailQueue.PID.equals(event.getFactoryPid())) {
      changes.incrementAndGet();
    }
  }

  /** The store that an instance works on; empty if it is not alive. */
  Optional<String> storeOf(String id) {
    List<String> stores = alive.get(id);
    return stores == null ? Optional.empty() : Optional.of(stores.getLast());
  }

  /**
   * The instances as they are configured now.
   *
   * @throws IOException if Config Admin cannot say
   */
  InstanceTable table() throws IOException {
    Loaded last = loaded.get();
    int change = changes.get();
    if (last != null && last.change() == change) {
      return last.table();
    }
    InstanceTable read = new InstanceTable(read());
    if (loaded.compareAndSet(last, new Loaded(change, read))) {
      List<String> known = last == null ? List.of() : last.table().warnings();
      read.warnings().stream().filter(text -> !known.contains(text)).forEach(announcer::warning);
    }
    return read;
  }

  private List<Instance> read() throws IOException {
    List<Instance> instances = new ArrayList<>();
    Configuration[] configurations = configurations();
    Arrays.sort(configurations, Comparator.comparing(Configuration::getPid));
    for (Configuration configuration : configurations) {
      properties(configuration).map(InstanceReader::read).ifPresent(instances::add);
    }
    return instances;
  }

  private Configuration[] configurations() throws IOException {
    try {
      Configuration[] found = admin.listConfigurations(FILTER);
      return found == null ? new Configuration[0] : found;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empty if the configuration has been deleted meanwhile, or holds nothing yet. */
  private static Optional<Map<String, Object>> properties(Configuration configuration) {
    try {
      Dictionary<String, Object> properties = configuration.getProperties();
      return properties == null ? Optional.empty() : Optional.of(FrameworkUtil.asMap(properties));
    } catch (IllegalStateException deleted) {
      return Optional.empty();
    }
  }
}
