package org.quoin.queue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Router;
import org.quoin.api.delivery.Transport;
import org.quoin.api.event.MailEvents;
import org.quoin.api.intake.Intake;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueStore;
import org.quoin.api.table.ControlFiles;

/**
 * The bundle's door: takes the factory configurations of PID {@value MailQueue#PID}, hears of
 * stores, routers, transports and the intake, and registers a {@link MailQueue} for each instance
 * that is up.
 *
 * <p>It takes the configurations itself rather than being one component per configuration, because
 * an instance must refuse a wrong change with one line while the old settings stay, and because two
 * configurations may claim one id.
 */
@Component(
    service = {ManagedServiceFactory.class, Instances.class},
    immediate = true,
    property = Constants.SERVICE_PID + "=" + MailQueue.PID)
public final class Instances implements ManagedServiceFactory {
  /** How long calls of a plugin that goes are awaited; they may end later, too. */
  private static final Duration CALLS_END = Duration.ofSeconds(3);

  private final BundleContext context;
  private final ScheduledThreadPoolExecutor alarms;
  private final Threads threads;
  private final Plugins<Router> routers = new Plugins<>();
  private final Plugins<Transport> transports = new Plugins<>();
  private final Plugins<QueueStore> stores = new Plugins<>();
  private final ServiceListener arrivals = this::serviceChanged;
  private final SynchronousBundleListener departures = this::bundleChanged;
  private final Fleet fleet;
  private volatile @Nullable Intake intake;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable MailEvents events;

  @Activate
  public Instances(BundleContext context, @Reference ControlFiles controls) {
    this.context = context;
    this.alarms = new ScheduledThreadPoolExecutor(1, Instances::alarmThread);
    alarms.setRemoveOnCancelPolicy(true);
    alarms.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    this.threads = new Threads();
    Memory memory = new FolderMemory(Path.of(base(context), "queue", "timeouts"));
    Tools tools = new Tools(Clock.systemUTC(), this::after, threads, controls, memory);
    Neighbours neighbours =
        new Neighbours(routers, transports, () -> intake, () -> events, this::views);
    this.fleet =
        new Fleet(tools, neighbours, stores, (pid, queue) -> new Published(context, pid, queue));
    listen();
  }

  private static String base(BundleContext context) {
    return Objects.requireNonNull(context.getProperty("quoin.base"), "quoin.base");
  }

  Fleet fleet() {
    return fleet;
  }

  private List<Fleet.View> views() {
    return fleet.views();
  }

  /** Stores that are here, by name. */
  Plugins<QueueStore> stores() {
    return stores;
  }

  /** Routers that are here, by name. */
  Plugins<Router> routers() {
    return routers;
  }

  @Override
  public String getName() {
    return "Quoin mail queues";
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> properties) {
    fleet.configure(pid, FrameworkUtil.asMap(properties));
  }

  @Override
  public void deleted(String pid) {
    fleet.delete(pid);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addStore(QueueStore store, Map<String, ?> properties) {
    stores.add(store, properties);
    fleet.look();
  }

  void removeStore(QueueStore store) {
    stores.remove(store, Duration.ZERO);
    fleet.leave(store);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addRouter(Router router, Map<String, ?> properties) {
    routers.add(router, properties).map(Parking::router).ifPresent(this::arrived);
  }

  void removeRouter(Router router) {
    routers.remove(router, CALLS_END);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addTransport(Transport transport, Map<String, ?> properties) {
    transports.add(transport, properties).map(Parking::transport).ifPresent(this::arrived);
  }

  void removeTransport(Transport transport) {
    transports.remove(transport, fleet.isClosing() ? Duration.ZERO : CALLS_END);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setIntake(Intake service) {
    intake = service;
    fleet.boards().forEach(Board::intakeArrived);
  }

  @SuppressWarnings("ReferenceEquality") // services are compared by identity
  void unsetIntake(Intake service) {
    if (intake == service) {
      intake = null;
    }
  }

  @Deactivate
  void close() {
    context.removeServiceListener(arrivals);
    context.removeBundleListener(departures);
    fleet.close();
    alarms.shutdownNow();
    threads.close();
  }

  private void arrived(Parking place) {
    fleet.boards().forEach(board -> board.arrived(place.plugin()));
  }

  private void listen() {
    context.addBundleListener(departures);
    try {
      context.addServiceListener(arrivals, "(" + PluginName.PROPERTY + "=*)");
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serviceChanged(ServiceEvent event) {
    if (event.getType() == ServiceEvent.REGISTERED) {
      fleet.boards().forEach(Board::somethingArrived);
    }
  }

  /** The whole platform stops: attempts end while all that they use is still here. */
  private void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.STOPPING
        && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
      fleet.close();
    }
  }

  private Runnable after(Duration delay, Runnable call) {
    var alarm = alarms.schedule(call, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> alarm.cancel(false);
  }

  private static Thread alarmThread(Runnable task) {
    return Thread.ofPlatform().daemon().name("queue-alarms").unstarted(task);
  }
}
