package org.quoin.intake;

import java.util.HashMap;
import java.util.Map;
import org.quoin.api.queue.MailQueue;

/**
 * A queue instance that is alive.
 *
 * @param configuration PID of the configuration that it runs by; empty if it does not say
 * @param store name of the one that it works on
 * @param settings those in force, as a configuration has them
 */
record LiveQueue(
    String id, String configuration, String store, Map<String, ?> settings, MailQueue queue) {

  static LiveQueue of(MailQueue queue, Map<String, ?> properties) {
    Map<String, Object> settings = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(MailQueue.SETTING_PREFIX)) {
            settings.put(key.substring(MailQueue.SETTING_PREFIX.length()), value);
          }
        });
    return new LiveQueue(
        String.valueOf(properties.get(MailQueue.ID_PROPERTY)),
        properties.get(MailQueue.CONFIGURATION_PROPERTY) instanceof String pid ? pid : "",
        properties.get(MailQueue.STORE_PROPERTY) instanceof String name ? name : Stores.DEFAULT,
        Map.copyOf(settings),
        queue);
  }
}
