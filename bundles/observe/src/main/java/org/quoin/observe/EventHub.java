package org.quoin.observe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quoin.api.PluginName;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEventListener;
import org.quoin.api.event.MailEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where events are said: gives each of them to every listener that is there. Listeners come and go
 * without loss for the others; one that is slow, broken or hangs harms only itself.
 */
@Component(configurationPid = "org.quoin.observe")
public final class EventHub implements MailEvents {
  private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

  private final int capacity;
  private final Duration patience;
  private final int maxListeners;
  private final List<Outlet> outlets = new CopyOnWriteArrayList<>();

  /** PID {@code org.quoin.observe}. */
  @interface Config {
    /** Events that may wait for one listener. */
    int queue_events() default 65_536;

    /** How long a listener that goes may take to hear the events that wait for it. */
    long drain_millis() default 2000;

    /** More listeners than this are not served. */
    int max_listeners() default 64;
  }

  @Activate
  public EventHub(Config config) {
    this(config.queue_events(), Duration.ofMillis(config.drain_millis()), config.max_listeners());
  }

  EventHub(int capacity, Duration patience, int maxListeners) {
    if (capacity < 1) {
      throw new IllegalArgumentException("\"queue.events\" must be at least 1");
    }
    this.capacity = capacity;
    this.patience = patience;
    this.maxListeners = maxListeners;
  }

  @Override
  public void publish(MailEvent event) {
    for (Outlet outlet : outlets) {
      outlet.put(event);
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeListener")
  void addListener(MailEventListener listener, Map<String, ?> properties) {
    String name = name(properties);
    if (outlets.size() >= maxListeners) {
      LOG.error("the event listener {} is not served: there are {} already", name, maxListeners);
      return;
    }
    Outlet outlet = new Outlet(name, listener, capacity);
    outlets.add(outlet);
    outlet.start();
  }

  void removeListener(MailEventListener listener) {
    List<Outlet> gone = outlets.stream().filter(outlet -> outlet.leadsTo(listener)).toList();
    outlets.removeAll(gone);
    gone.forEach(outlet -> outlet.close(patience));
  }

  @Deactivate
  void close() {
    List<Outlet> all = List.copyOf(outlets);
    outlets.clear();
    all.forEach(outlet -> outlet.close(patience));
  }

  private static String name(Map<String, ?> properties) {
    Object name = properties.get(PluginName.PROPERTY);
    return name != null ? name.toString() : "service " + properties.get(Constants.SERVICE_ID);
  }
}
