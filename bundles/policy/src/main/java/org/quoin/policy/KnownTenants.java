package org.quoin.policy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.quoin.api.queue.MailQueue;

/**
 * The tenants that are configured, also while their queues are being swapped. Configurations are
 * read anew at the first question after a change.
 */
@Component(
    service = {
      KnownTenants.class,
      ConfigurationListener.class,
      SynchronousConfigurationListener.class
    })
public final class KnownTenants implements SynchronousConfigurationListener {
  private static final String FILTER = "(service.factoryPid=" + MailQueue.PID + ")";

  private final Source source;
  private final AtomicInteger changes = new AtomicInteger();
  private volatile @Nullable Known known;

  /** Where the configurations are. */
  @FunctionalInterface
  interface Source {
    /**
     * The records of all instances.
     *
     * @throws IOException if nobody can say now
     */
    List<Map<String, Object>> queues() throws IOException;
  }

  private record Known(int change, Tenants tenants) {}

  @Activate
  public KnownTenants(@Reference ConfigurationAdmin admin) {
    this(() -> queues(admin));
  }

  KnownTenants(Source source) {
    this.source = source;
  }

  /** All that are configured now; another object after a change. */
  Tenants now() throws IOException {
    int change = changes.get();
    Known last = known;
    if (last == null || last.change() != change) {
      last = new Known(change, new Tenants(source.queues()));
      known = last;
    }
    return last.tenants();
  }

  /** Config Admin tells of a change at once, and again when it is done. */
  @Override
  public void configurationEvent(ConfigurationEvent event) {
    if (MailQueue.PID.equals(event.getFactoryPid())) {
      changed();
    }
  }

  void changed() {
    changes.incrementAndGet();
  }

  private static List<Map<String, Object>> queues(ConfigurationAdmin admin) throws IOException {
    List<Map<String, Object>> queues = new ArrayList<>();
    try {
      Configuration[] found = admin.listConfigurations(FILTER);
      for (Configuration each : found == null ? new Configuration[0] : found) {
        properties(each).ifPresent(queues::add);
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
    return queues;
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
