package org.quoin.runtime;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.apache.felix.main.AutoProcessor;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The OSGi framework of one base, booted from {@code etc/boot.properties} of the distribution. */
record Platform(Framework framework) {
  /** Attempts have seven seconds in all, the rest needs one or two; whoever waits does for ten. */
  private static final long STOP_MILLIS = 9_000;

  static Platform boot(Path home, Base base) throws IOException, BundleException {
    Map<String, String> config = config(home, own(home, base));
    config.forEach(Platform::publish);
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(config);
    framework.init();
    AutoProcessor.process(config, framework.getBundleContext());
    Platform platform = new Platform(framework);
    Runtime.getRuntime().addShutdownHook(new Thread(platform::stop, "quoin-stop"));
    framework.start();
    return platform;
  }

  /** Configuration files and the features service look among the system properties. */
  private static void publish(String key, String value) {
    if (key.startsWith("quoin.") || key.startsWith("karaf.")) {
      System.setProperty(key, value);
    }
  }

  /** Returns when the framework has stopped, from inside or by the signal's hook. */
  void awaitStop() throws InterruptedException {
    framework.waitForStop(0);
  }

  private void stop() {
    try {
      framework.stop();
      framework.waitForStop(STOP_MILLIS);
    } catch (BundleException e) {
      System.err.println("quoin: could not stop cleanly: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What bundles and configuration files may refer to, and what the features service asks for. */
  private static Map<String, String> own(Path home, Base base) {
    Map<String, String> own = new HashMap<>();
    own.put("quoin.base", base.folder().toString());
    own.put("quoin.home", home.toString());
    own.put("quoin.system", home.resolve("system").toUri().toString());
    own.put("karaf.home", home.toString());
    own.put("karaf.base", base.folder().toString());
    own.put("karaf.data", base.folder().resolve("var").toString());
    own.put("karaf.etc", base.folder().resolve("etc").toString());
    return own;
  }

  private static Map<String, String> config(Path home, Map<String, String> own) throws IOException {
    Properties file = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("etc/boot.properties"))) {
      file.load(reader);
    }
    Map<String, String> config = new HashMap<>(own);
    for (String key : file.stringPropertyNames()) {
      config.put(key, filled(file.getProperty(key), own));
    }
    return config;
  }

  private static String filled(String value, Map<String, String> own) {
    String result = value;
    for (Map.Entry<String, String> entry : own.entrySet()) {
      result = result.replace("${" + entry.getKey() + "}", entry.getValue());
    }
    return result;
  }
}
