package org.quoin.intake;

import java.util.HashMap;
import java.util.Map;
import org.quoin.api.queue.MailQueue;

/**
 * A queue instance that is alive.
 *
 * @param configuration PID of the configuration that it runs by; empty if it does not say
 * @param settings those in force, as a configuration has them
 */
record LiveQueue(String id, String configuration, Map<String, ?> settings, MailQueue queue) {

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
        Map.copyOf(settings),
        queue);
  }
}
