package org.quoin.local;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.DeliveryInstructions;
import org.quoin.api.delivery.MailboxFormat;

/**
 * The plugins of a worker: those that the platform has and that can be made without OSGi, with the
 * platform's settings. They are kept as long as these stay.
 */
final class WorkerPlugins {
  private Map<String, Map<String, String>> forInstructions = Map.of();
  private Map<String, Map<String, String>> forFormats = Map.of();
  private Plugins<DeliveryInstructions> instructions = new Plugins<>(List.of());
  private Plugins<MailboxFormat> formats = new Plugins<>(List.of());

  Plugins<DeliveryInstructions> instructions(Map<String, Map<String, String>> settings) {
    if (!settings.equals(forInstructions)) {
      List<Map.Entry<Map<String, Object>, DeliveryInstructions>> made = new ArrayList<>();
      for (var maker : ServiceLoader.load(DeliveryInstructions.Maker.class)) {
        Map<String, String> own = settings.get(maker.name());
        if (own != null) {
          made.add(named(maker.name(), maker.make(own)));
        }
      }
      instructions = new Plugins<>(made);
      forInstructions = settings;
    }
    return instructions;
  }

  Plugins<MailboxFormat> formats(Map<String, Map<String, String>> settings) {
    if (!settings.equals(forFormats)) {
      List<Map.Entry<Map<String, Object>, MailboxFormat>> made = new ArrayList<>();
      for (var maker : ServiceLoader.load(MailboxFormat.Maker.class)) {
        Map<String, String> own = settings.get(maker.name());
        if (own != null) {
          made.add(named(maker.name(), maker.make(own)));
        }
      }
      formats = new Plugins<>(made);
      forFormats = settings;
    }
    return formats;
  }

  private static <T> Map.Entry<Map<String, Object>, T> named(String name, T plugin) {
    return new SimpleImmutableEntry<>(Map.of(PluginName.PROPERTY, name), plugin);
  }
}
