package org.quoin.queue;

import java.io.IOException;
import java.nio.file.Path;
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

  private final Fleet fleet;
  private final Plugins<QueueStore> stores;
  private final Steering steering;
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
    this.steering = new Steering(fleet, configurations);
    this.removal = new Removal(fleet, stores, configurations);
  }

  @Descriptor("lists the queue instances, and ids that hold mail where no configuration looks")
  public void list(
      CommandSession session,
      @Descriptor(JsonPage.OPTION)
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json) {
    List<Fleet.View> views = fleet.views();
    List<Stray> strays = Stray.all(stores, views);
    if (json) {
      JsonPage.print(session.getConsole(), page -> JsonListing.instances(page, views, strays));
    } else {
      Listing.instances(views, strays).forEach(session.getConsole()::println);
    }
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
      @Descriptor("any other setting with its value, such as --lifetime 86400 or limit.rate=600")
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
    Settings made = steering.create(settings);
    session.getConsole().println("queue " + made.id() + ":" + made.name().alias() + " is up");
  }

  @Descriptor("changes settings of an instance: qmq:set 01 state=held lifetime=86400")
  public void set(
      CommandSession session,
      @Descriptor("id of the instance") String id,
      @Descriptor("key=value; an empty value takes the setting away") String... changes)
      throws IOException {
    steering.change(id, changes(changes));
    session.getConsole().println("queue " + id + " has its new settings");
  }

  @Descriptor("removes an instance; mail that it holds must be moved with --to")
  public void remove(
      CommandSession session,
      @Descriptor("id of the instance that gets the mail")
          @Parameter(names = "--to", absentValue = "")
          String to,
      @Descriptor("says what would be done, and does nothing")
          @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
          boolean dryRun,
      @Descriptor("id of the instance") String id)
      throws IOException {
    session.getConsole().println(dryRun ? removal.plan(id, to) : removal.remove(id, to));
  }

  private static Map<String, String> changes(String... words) {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("\"" + word + "\" is not key=value");
      }
      parsed.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return parsed;
  }

  private static Map<String, String> options(String... words) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i++) {
      if (!words[i].startsWith("-")) {
        settings.putAll(changes(words[i]));
        continue;
      }
      String key = words[i].startsWith("--") ? words[i].substring(2).replace('-', '.') : "";
      if (!SettingsReader.isSetting(key) || key.equals("id") || i + 1 == words.length) {
        throw new IllegalArgumentException(
            "\"" + words[i] + "\" is not --SETTING VALUE, such as --limit-rate 600");
      }
      settings.put(key, words[++i]);
    }
    if (settings.containsKey("id")) {
      throw new IllegalArgumentException("the id comes first, such as 01:customer1");
    }
    return settings;
  }
}
