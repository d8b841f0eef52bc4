package org.quoin.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.queue.QueueStore;

/** The commands {@code qmq:list}, {@code create}, {@code set} and {@code remove} (X1 to X5). */
@Component(service = QmqCommands.class)
@GogoCommand(
    scope = "qmq",
    function = {"list", "create", "set", "remove"})
public final class QmqCommands {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Map<String, String> OPTIONS =
      Map.of(
          "--concurrency-local", "concurrency.local",
          "--concurrency-remote", "concurrency.remote",
          "--lifetime", "lifetime",
          "--store", "store");

  private final Fleet fleet;
  private final Plugins<QueueStore> stores;
  private final Configurations configurations;
  private final Removal removal;

  @Activate
  public QmqCommands(
      BundleContext context, @Reference Instances instances, @Reference ConfigurationAdmin admin) {
    this(
        instances.fleet(),
        instances.stores(),
        new Configurations(admin, Path.of(context.getProperty("quoin.base"), "etc")));
  }

  QmqCommands(Fleet fleet, Plugins<QueueStore> stores, Configurations configurations) {
    this.fleet = fleet;
    this.stores = stores;
    this.configurations = configurations;
    this.removal = new Removal(fleet, stores, configurations);
  }

  @Descriptor("lists the queue instances, and ids that hold mail where no configuration looks")
  public void list(CommandSession session) {
    List<Fleet.View> views = fleet.views();
    Listing.instances(views, Stray.all(stores, views)).forEach(session.getConsole()::println);
  }

  @Descriptor("makes a queue instance and waits until it is up")
  public void create(
      CommandSession session,
      @Descriptor("domains whose mail it takes: a.example,.a.example")
          @Parameter(names = "--domains", absentValue = "")
          String domains,
      @Descriptor("up, held (takes mail, delivers none) or down (takes none)")
          @Parameter(names = "--state", absentValue = "")
          String state,
      @Descriptor("id and alias, such as 01:customer1") String name,
      @Descriptor(
              "--concurrency-local N, --concurrency-remote N (0 holds), --lifetime SECONDS,"
                  + " --store NAME")
          String... more)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    int colon = name.indexOf(':');
    settings.put("id", colon < 0 ? name : name.substring(0, colon));
    settings.put("alias", colon < 0 ? "" : name.substring(colon + 1));
    settings.put("domains", domains);
    settings.put("state", state);
    settings.putAll(options(more));
    settings.values().removeIf(String::isEmpty);
    session.getConsole().println(created(settings));
  }

  @Descriptor("changes settings of an instance: qmq:set 01 state=held lifetime=86400")
  public void set(
      CommandSession session,
      @Descriptor("id of the instance") String id,
      @Descriptor("key=value; an empty value takes the setting away") String... changes)
      throws IOException {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String change : changes) {
      int equals = change.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("\"" + change + "\" is not key=value");
      }
      parsed.put(change.substring(0, equals), change.substring(equals + 1));
    }
    Settings wanted = configurations.change(id, parsed, fleet::check);
    boolean heard =
        fleet.await(
            f -> f.find(id).flatMap(Fleet.View::settings).filter(wanted::equals).isPresent(),
            PATIENCE);
    if (!heard) {
      throw new IllegalStateException("queue " + id + " has not taken its new settings yet");
    }
    session.getConsole().println("queue " + id + " has its new settings");
  }

  @Descriptor("removes an instance; mail that it holds must be moved with --to")
  public void remove(
      CommandSession session,
      @Descriptor("id of the instance that gets the mail")
          @Parameter(names = "--to", absentValue = "")
          String to,
      @Descriptor("id of the instance") String id)
      throws IOException {
    session.getConsole().println(removal.remove(id, to));
  }

  private static Map<String, String> options(String... words) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      String key = OPTIONS.get(words[i]);
      if (key == null || i + 1 == words.length) {
        throw new IllegalArgumentException(
            "\""
                + words[i]
                + "\" is not --domains D, --state S, --concurrency-local N,"
                + " --concurrency-remote N, --lifetime SECONDS or --store NAME");
      }
      settings.put(key, words[i + 1]);
    }
    return settings;
  }

  private String created(Map<String, String> map) throws IOException {
    Settings settings = Settings.of(map);
    String id = settings.id();
    for (Fleet.View view : fleet.views()) {
      String other = view.settings().map(Settings::id).orElse("");
      if (!other.isEmpty() && Settings.number(other).equals(Settings.number(id))) {
        throw new IllegalStateException("queue " + other + " exists already");
      }
    }
    configurations.create(id, map);
    boolean up = fleet.await(f -> f.find(id).flatMap(Fleet.View::queue).isPresent(), PATIENCE);
    if (!up) {
      String problem = fleet.find(id).map(Fleet.View::problem).orElse("not noticed yet");
      throw new IllegalStateException("queue " + id + " is configured, but not up: " + problem);
    }
    return "queue " + id + ":" + settings.name().alias() + " is up";
  }
}
