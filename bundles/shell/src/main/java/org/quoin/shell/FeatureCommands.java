package org.quoin.shell;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.apache.karaf.features.BundleInfo;
import org.apache.karaf.features.Dependency;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.Repository;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The scope {@code feature:}, over {@link FeatureKeeper}. */
@Component(service = FeatureCommands.class, immediate = true)
@GogoCommand(
    scope = FeatureCommands.SCOPE,
    function = {"list", "info", "install", "uninstall"})
public final class FeatureCommands {
  static final String SCOPE = "feature";

  private static final Map<String, String> HYPHENATED =
      Map.of("repo-add", "repoAdd", "repo-list", "repoList", "repo-remove", "repoRemove");

  private final FeatureKeeper keeper;

  /** Registers the hyphenated commands; they go when the bundle stops. */
  @Activate
  public FeatureCommands(BundleContext context, @Reference FeatureKeeper keeper) {
    this.keeper = keeper;
    HYPHENATED.forEach((name, method) -> register(context, name, method));
  }

  @Descriptor("Lists the features that can be installed and those that are")
  public void list(
      CommandSession session,
      @Descriptor("only those that are installed")
          @Parameter(
              names = {"--installed"},
              presentValue = "true",
              absentValue = "false")
          boolean installed)
      throws Exception {
    for (Feature feature : sorted(keeper.features().listFeatures())) {
      boolean here = keeper.features().isInstalled(feature);
      if (here || !installed) {
        String state = here ? "installed" : "available";
        session
            .getConsole()
            .printf("%-9s  %s  %s%n", state, feature.getId(), text(feature.getDescription()));
      }
    }
  }

  @Descriptor("Shows what a feature is made of")
  public void info(CommandSession session, @Descriptor("a name, or name/version") String feature)
      throws Exception {
    Feature found = existing(feature);
    PrintStream out = session.getConsole();
    out.println(found.getId() + "  " + text(found.getDescription()));
    out.println("installed: " + (keeper.features().isInstalled(found) ? "yes" : "no"));
    for (Dependency dependency : found.getDependencies()) {
      out.println("feature: " + dependency.getName());
    }
    for (BundleInfo bundle : found.getBundles()) {
      out.println("bundle: " + bundle.getLocation());
    }
    found.getConfigurations().forEach(config -> out.println("configuration: " + config.getName()));
  }

  @Descriptor("Installs a feature; it stays installed over restarts")
  public void install(CommandSession session, @Descriptor("a name, or name/version") String feature)
      throws Exception {
    keeper.install(existing(feature).getId());
  }

  @Descriptor("Uninstalls a feature; it stays so over restarts")
  public void uninstall(
      CommandSession session, @Descriptor("a name, or name/version") String feature)
      throws Exception {
    keeper.uninstall(existing(feature).getId());
  }

  @Descriptor("Adds a feature repository")
  public void repoAdd(
      CommandSession session, @Descriptor("mvn: or file: address, or a path") String url)
      throws Exception {
    keeper.addRepository(uri(url));
  }

  @Descriptor("Lists the feature repositories")
  public void repoList(CommandSession session) throws Exception {
    for (Repository repository : keeper.features().listRepositories()) {
      session.getConsole().println(repository.getName() + "  " + repository.getURI());
    }
  }

  @Descriptor("Forgets a feature repository; what was installed from it stays")
  public void repoRemove(CommandSession session, @Descriptor("its address, or its name") String url)
      throws Exception {
    Repository named = keeper.features().getRepository(url);
    keeper.removeRepository(named == null ? uri(url) : named.getURI());
  }

  private void register(BundleContext context, String name, String method) {
    Map<String, Object> properties =
        Map.of(CommandProcessor.COMMAND_SCOPE, SCOPE, CommandProcessor.COMMAND_FUNCTION, name);
    context.registerService(
        Function.class, new HyphenCommand(this, method), FrameworkUtil.asDictionary(properties));
  }

  private Feature existing(String id) throws Exception {
    Feature feature = keeper.features().getFeature(id);
    if (feature == null) {
      throw new IllegalArgumentException("no such feature: " + id);
    }
    return feature;
  }

  private static URI uri(String url) {
    return url.startsWith("/") ? Path.of(url).toUri() : URI.create(url);
  }

  private static Feature[] sorted(Feature[] features) {
    Feature[] sorted = features.clone();
    Arrays.sort(sorted, Comparator.comparing(Feature::getId));
    return sorted;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
