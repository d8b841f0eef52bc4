package org.quoin.shell;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.FeaturesService.Option;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quoin.shell.FeaturePlan.Deed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does to features what the operator asks for, and does it again when the platform has booted anew.
 * A step that fails at a start is logged and left out; the others are done all the same.
 */
@Component(service = FeatureKeeper.class, immediate = true)
public final class FeatureKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureKeeper.class);

  /** The feature that holds the features service itself. */
  private static final String BOOT = "boot";

  private final FeaturesService features;
  private final Path file;
  private final Thread restorer;
  private volatile boolean restored;

  /**
   * @param booted is there once the platform's own features are installed
   */
  @Activate
  public FeatureKeeper(
      BundleContext context, @Reference FeaturesService features, @Reference BootFinished booted) {
    this.features = features;
    String base = Objects.requireNonNull(context.getProperty("quoin.base"), "quoin.base");
    this.file = Path.of(base, "etc", "features.list");
    this.restorer = Thread.ofPlatform().name("quoin-features").daemon().start(this::restore);
  }

  @Deactivate
  void stop() {
    restorer.interrupt();
  }

  /** Whether everything in the plan has been done, or tried. */
  boolean restored() {
    return restored;
  }

  FeaturesService features() {
    return features;
  }

  synchronized void addRepository(URI uri) throws Exception {
    features.addRepository(uri);
    remember(plan -> plan.with(Deed.repository, uri.toString()));
  }

  /** The features that came from it stay. */
  synchronized void removeRepository(URI uri) throws Exception {
    if (features.getRepository(uri) == null) {
      throw new IllegalArgumentException("no such repository: " + uri);
    }
    features.removeRepository(uri, false);
    remember(plan -> plan.without(Deed.repository, uri.toString()));
  }

  /**
   * @param id a name, or name/version
   */
  synchronized void install(String id) throws Exception {
    features.installFeature(id, EnumSet.noneOf(Option.class));
    remember(plan -> plan.undoing(Deed.uninstall, Deed.install, id));
  }

  synchronized void uninstall(String id) throws Exception {
    Feature feature = features.getFeature(id);
    if (feature == null || !features.isInstalled(feature)) {
      throw new IllegalArgumentException("not installed: " + id);
    }
    if (feature.getName().equals(BOOT)) {
      throw new IllegalArgumentException("the platform stands on the feature boot");
    }
    features.uninstallFeature(id, EnumSet.noneOf(Option.class));
    remember(plan -> plan.undoing(Deed.install, Deed.uninstall, id));
  }

  private void remember(UnaryOperator<FeaturePlan> change) throws IOException {
    change.apply(FeaturePlan.read(file)).write(file);
  }

  private synchronized void restore() {
    try {
      for (FeaturePlan.Step step : FeaturePlan.read(file).steps()) {
        redo(step);
      }
    } catch (IOException e) {
      LOG.error("{}: {}", file, e.getMessage());
    } finally {
      restored = true;
    }
  }

  private void redo(FeaturePlan.Step step) {
    try {
      switch (step.deed()) {
        case repository -> features.addRepository(URI.create(step.what()));
        case install -> features.installFeature(step.what(), EnumSet.noneOf(Option.class));
        case uninstall -> features.uninstallFeature(step.what(), EnumSet.noneOf(Option.class));
      }
    } catch (Exception e) {
      LOG.error("{}, {}: {}", file, step, e.getMessage());
    }
  }
}
