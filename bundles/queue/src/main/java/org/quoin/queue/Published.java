package org.quoin.queue;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.quoin.api.queue.MailQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance as a service, with the settings in force as its properties. */
final class Published implements Publisher.Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Published.class);

  private final String pid;
  private final DurableQueue queue;
  private final ServiceRegistration<MailQueue> registration;

  Published(BundleContext context, String pid, DurableQueue queue) {
    this.pid = pid;
    this.queue = queue;
    this.registration = context.registerService(MailQueue.class, queue, properties());
  }

  @Override
  public void renew() {
    ifRegistered(() -> registration.setProperties(properties()));
  }

  @Override
  public void end() {
    ifRegistered(registration::unregister);
  }

  private void ifRegistered(Runnable step) {
    try {
      step.run();
    } catch (IllegalStateException e) {
      LOG.debug("queue {} was unregistered with its bundle", queue.id(), e);
    }
  }

  private Dictionary<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    queue
        .settings()
        .values()
        .forEach(
            (key, value) -> {
              if (!value.isEmpty()) {
                properties.put(MailQueue.SETTING_PREFIX + key, value);
              }
            });
    properties.put(MailQueue.CONFIGURATION_PROPERTY, pid);
    properties.put(MailQueue.STORE_PROPERTY, queue.storeName());
    return FrameworkUtil.asDictionary(properties);
  }
}
