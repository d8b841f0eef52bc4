package org.quoin.intake;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations of queue instances, by a name of the test's own. */
final class FakeAdmin {
  private final Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
  private int listed;

  synchronized void put(String name, Map<String, Object> properties) {
    configurations.put(name, properties);
  }

  synchronized void remove(String name) {
    configurations.remove(name);
  }

  /** How often the configurations were asked for. */
  synchronized int listed() {
    return listed;
  }

  private synchronized @Nullable Object list() {
    listed++;
    return configurations.isEmpty()
        ? null
        : configurations.entrySet().stream()
            .map(entry -> configuration(entry.getKey(), entry.getValue()))
            .toArray(Configuration[]::new);
  }

  private static Configuration configuration(String pid, Map<String, Object> properties) {
    return proxy(
        Configuration.class,
        (proxy, method, arguments) ->
            method.getName().equals("getPid") ? pid : FrameworkUtil.asDictionary(properties));
  }

  ConfigurationAdmin service() {
    return proxy(
        ConfigurationAdmin.class,
        (proxy, method, arguments) -> {
          if (!method.getName().equals("listConfigurations")) {
            throw new UnsupportedOperationException(method.getName());
          }
          return list();
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
