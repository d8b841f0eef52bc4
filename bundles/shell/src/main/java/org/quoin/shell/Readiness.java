package org.quoin.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Whether the platform is whole, so that asking the listeners has a meaning: its features are
 * installed, and every listener's file in {@code etc/} has become a configuration.
 */
@Component(service = Readiness.class)
public final class Readiness {
  private static final String FILES = "org.quoin.net.listener-*.{cfg,config}";
  private static final String FILTER = "(service.factoryPid=org.quoin.net.listener)";

  private final Path etc;
  private final ConfigurationAdmin configurations;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable FeatureKeeper features;

  @Activate
  public Readiness(BundleContext context, @Reference ConfigurationAdmin configurations) {
    String base = Objects.requireNonNull(context.getProperty("quoin.base"), "quoin.base");
    this.etc = Path.of(base, "etc");
    this.configurations = configurations;
  }

  /** What is still missing; empty if nothing is. */
  Optional<String> missing() throws IOException {
    FeatureKeeper keeper = features;
    if (keeper == null) {
      return Optional.of("the platform is still starting");
    }
    if (!keeper.restored()) {
      return Optional.of("features are still being installed");
    }
    Set<String> files = listenerFiles();
    files.removeAll(loadedFiles());
    return files.stream().sorted().findFirst().map(file -> "not loaded: etc/" + file);
  }

  private Set<String> listenerFiles() throws IOException {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(etc, FILES)) {
      found.forEach(path -> names.add(String.valueOf(path.getFileName())));
    }
    return names;
  }

  private Set<String> loadedFiles() throws IOException {
    Set<String> names = new HashSet<>();
    try {
      Configuration[] found = configurations.listConfigurations(FILTER);
      for (Configuration configuration : found == null ? new Configuration[0] : found) {
        Object file = configuration.getProperties().get("felix.fileinstall.filename");
        names.add(String.valueOf(file).replaceFirst(".*/", ""));
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
    return names;
  }
}
