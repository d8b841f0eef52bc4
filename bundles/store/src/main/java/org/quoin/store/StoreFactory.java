package org.quoin.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.PluginName;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;
import org.quoin.api.queue.QueueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundle's door: takes the configurations of PID {@value #PID} and registers a {@link
 * QueueStore} for each store. The singleton configuration is that of the default store, which is
 * there without one; each factory configuration is a further store (ADR 14).
 */
@Component(
    service = {ManagedService.class, ManagedServiceFactory.class},
    immediate = true,
    property = Constants.SERVICE_PID + "=" + StoreFactory.PID)
public final class StoreFactory implements ManagedService, ManagedServiceFactory {
  static final String PID = "org.quoin.store";
  private static final String FILE = "felix.fileinstall.filename";
  private static final long RETRY_MILLIS = 5000;

  /** Longer than this nobody waits for the default store at the start. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(StoreFactory.class);

  private final BundleContext context;
  private final ConfigurationAdmin configurations;
  private final Stores stores;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable MailEvents events;

  @Activate
  public StoreFactory(BundleContext context, @Reference ConfigurationAdmin configurations) {
    this.context = context;
    this.configurations = configurations;
    Path base = Path.of(String.valueOf(context.getProperty("quoin.base")));
    this.stores = new Stores(base, Bell::new, this::publish, RETRY_MILLIS);
  }

  /**
   * The default store needs no configuration, and the platform goes on starting when it is there: a
   * port that is open takes mail. A configuration that is known already is asked for, because it is
   * delivered later, and the store would be opened twice. Apart from the constructor, because an
   * alarm needs the references.
   */
  @Activate
  void open() throws IOException {
    updated(known());
    if (!stores.awaitFirst(PATIENCE)) {
      LOG.warn("the store takes long to open; mail is put off meanwhile");
    }
  }

  private @Nullable Dictionary<String, Object> known() throws IOException {
    try {
      String filter = "(" + Constants.SERVICE_PID + "=" + PID + ")";
      Configuration[] found = configurations.listConfigurations(filter);
      return found == null ? null : found[0].getProperties();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Deactivate
  void close() {
    stores.close();
  }

  @Override
  public String getName() {
    return "Quoin stores";
  }

  @Override
  public void updated(@Nullable Dictionary<String, ?> properties) {
    Map<String, ?> settings = properties == null ? Map.of() : FrameworkUtil.asMap(properties);
    stores.first(file(settings, PID + ".cfg"), settings);
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> properties) {
    Map<String, ?> settings = FrameworkUtil.asMap(properties);
    stores.further(pid, file(settings, pid), settings);
  }

  @Override
  public void deleted(String pid) {
    stores.delete(pid);
  }

  /** The name of the file that it comes from, if it comes from one. */
  private static String file(Map<String, ?> settings, String otherwise) {
    return settings.get(FILE) instanceof String uri && uri.startsWith("file:")
        ? String.valueOf(Path.of(URI.create(uri)).getFileName())
        : otherwise;
  }

  private Runnable publish(JournalStore store) {
    String name = store.named().name();
    ServiceRegistration<QueueStore> registration =
        context.registerService(
            QueueStore.class, store, FrameworkUtil.asDictionary(Map.of(PluginName.PROPERTY, name)));
    return () -> {
      try {
        registration.unregister();
      } catch (IllegalStateException e) {
        LOG.debug("store {} was unregistered with its bundle", name, e);
      }
    };
  }

  /** Tells the operator by log and event. */
  private final class Bell implements Alarm {
    private final String source;

    Bell(String store) {
      this.source = store.equals(Named.DEFAULT) ? "store" : "store " + store;
    }

    @Override
    public void warning(String text) {
      LOG.warn("{}: {}", source, text);
      publish(new MailEvent.Warning(source, text));
    }

    @Override
    public void alert(String text) {
      LOG.error("{}: {}", source, text);
      publish(new MailEvent.Alert(source, text));
    }

    private void publish(MailEvent event) {
      MailEvents to = events;
      if (to != null) {
        to.publish(event);
      }
    }
  }
}
