package org.quoin.shell;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.fileinstall.ArtifactUrlTransformer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names in the log what lies in {@code deploy/} and cannot be installed. File Install asks every
 * listener about a file until one takes it, at each look again, and says nothing if none does; this
 * one takes nothing, and says why nobody can.
 */
@Component
public final class DeployWatch implements ArtifactUrlTransformer {
  private static final Logger LOG = LoggerFactory.getLogger(DeployWatch.class);
  private static final int MAX_REMEMBERED = 1000;

  private final Path deploy;
  private final Map<File, Long> named = new ConcurrentHashMap<>();

  @Activate
  public DeployWatch(BundleContext context) {
    String base = Objects.requireNonNull(context.getProperty("quoin.base"), "quoin.base");
    this.deploy = Path.of(base, "deploy");
  }

  @Override
  public boolean canHandle(File file) {
    if (deploy.equals(file.toPath().getParent()) && file.getName().endsWith(".jar")) {
      look(file);
    }
    return false;
  }

  @Override
  public URL transform(URL artifact) {
    return artifact;
  }

  private void look(File file) {
    String problem = problem(file);
    if (problem.isEmpty()) {
      named.remove(file);
    } else if (isNews(file)) {
      LOG.warn("{} is not installed: {}", file, problem);
    }
  }

  private boolean isNews(File file) {
    if (named.size() >= MAX_REMEMBERED) {
      named.clear();
    }
    Long stamp = file.lastModified() ^ file.length();
    return !stamp.equals(named.put(file, stamp));
  }

  private static String problem(File file) {
    try (JarFile jar = new JarFile(file)) {
      Manifest manifest = jar.getManifest();
      boolean bundle =
          manifest != null
              && manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
      return bundle ? "" : "it is no OSGi bundle";
    } catch (IOException e) {
      return "it is broken, or not all there yet: " + e.getMessage();
    }
  }
}
