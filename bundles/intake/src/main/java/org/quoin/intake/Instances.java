package org.quoin.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
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
 * <p>An instance that is alive is taken as its own settings say, which are those in force: the
 * configuration may hold a wrong change that was refused.
 *
 * <p>Config Admin tells of a change twice, at once and when it is done; after either, what it holds
 * is read anew at its next use, and no sooner.
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
  private final AtomicInteger configured = new AtomicInteger();
  private final AtomicInteger moved = new AtomicInteger();
  private final AtomicReference<@Nullable Records> records = new AtomicReference<>();
  private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();

  /** By id; of several with one id the last one that came counts. */
  private final Map<String, List<LiveQueue>> alive = new ConcurrentHashMap<>();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable MailEvents events;

  /** What Config Admin holds, by PID, as of its last change that was seen. */
  private record Records(int change, SortedMap<String, Instance> byPid) {}

  /**
   * @param move the last coming, going or change of a live queue that the table has seen
   */
  private record Loaded(Records records, int move, InstanceTable table) {}

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
  void addQueue(MailQueue queue, Map<String, ?> properties) {
    LiveQueue live = LiveQueue.of(queue, properties);
    alive.compute(
        live.id(), (id, known) -> Stream.concat(others(queue, known), Stream.of(live)).toList());
    moved.incrementAndGet();
  }

  void updatedQueue(MailQueue queue, Map<String, ?> properties) {
    addQueue(queue, properties);
  }

  void removeQueue(MailQueue queue, Map<String, ?> properties) {
    String id = LiveQueue.of(queue, properties).id();
    alive.computeIfPresent(
        id,
        (key, known) -> {
          List<LiveQueue> left = others(queue, known).toList();
          return left.isEmpty() ? null : left;
        });
    moved.incrementAndGet();
  }

  @SuppressWarnings("ReferenceEquality") // services are compared by identity
  private static Stream<LiveQueue> others(MailQueue queue, @Nullable List<LiveQueue> known) {
    return known == null ? Stream.of() : known.stream().filter(live -> live.queue() != queue);
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    if (MailQueue.PID.equals(event.getFactoryPid())) {
      configured.incrementAndGet();
    }
  }

  /** The store that an instance works on; empty if it is not alive. */
  Optional<String> storeOf(String id) {
    return Optional.ofNullable(alive.get(id)).map(live -> live.getLast().store());
  }

  /** The queue of an instance that is alive. */
  Optional<MailQueue> queue(String id) {
    return Optional.ofNullable(alive.get(id)).map(live -> live.getLast().queue());
  }

  /** Names of the filters that some instance names for its own mail, as far as is known now. */
  Set<String> filters() {
    try {
      return table().filters();
    } catch (IOException e) { // every recipient is deferred meanwhile
      Loaded last = loaded.get();
      return last == null ? Set.of() : last.table().filters();
    }
  }

  /**
   * The instances as they are now.
   *
   * @throws IOException if Config Admin cannot say
   */
  InstanceTable table() throws IOException {
    Loaded last = loaded.get();
    int move = moved.get();
    Records known = records();
    if (last != null && last.move() == move && last.records().equals(known)) {
      return last.table();
    }
    InstanceTable made = new InstanceTable(inForce(known.byPid()));
    if (loaded.compareAndSet(last, new Loaded(known, move, made))) {
      List<String> told = last == null ? List.of() : last.table().warnings();
      made.warnings().stream().filter(text -> !told.contains(text)).forEach(announcer::warning);
    }
    return made;
  }

  private Records records() throws IOException {
    Records last = records.get();
    int change = configured.get();
    if (last != null && last.change() == change) {
      return last;
    }
    Records read = new Records(change, read());
    records.compareAndSet(last, read);
    return read;
  }

  /** Those that are alive come first: of two that claim one id, one may be. */
  private List<Instance> inForce(SortedMap<String, Instance> byPid) {
    Map<String, LiveQueue> running = new HashMap<>();
    alive.values().forEach(live -> running.put(live.getLast().configuration(), live.getLast()));
    List<Instance> instances = new ArrayList<>();
    List<Instance> others = new ArrayList<>();
    byPid.forEach(
        (pid, record) -> {
          LiveQueue live = running.get(pid);
          if (live == null) {
            others.add(record);
          } else {
            instances.add(InstanceReader.read(live.settings()));
          }
        });
    instances.addAll(others);
    return instances;
  }

  private SortedMap<String, Instance> read() throws IOException {
    SortedMap<String, Instance> byPid = new TreeMap<>();
    for (Configuration configuration : configurations()) {
      properties(configuration)
          .map(InstanceReader::read)
          .ifPresent(instance -> byPid.put(configuration.getPid(), instance));
    }
    return byPid;
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
