package org.quoin.queue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The command {@code qmq:import}: the instances of SPAMCONTROL, s/qmail and IndiMail (X2 to X5).
 */
@Component(service = QmqImportCommands.class)
@GogoCommand(
    scope = "qmq",
    function = {"import"})
public final class QmqImportCommands {
  private final Founding founding;

  @Activate
  public QmqImportCommands(
      BundleContext context, @Reference Instances instances, @Reference ConfigurationAdmin admin) {
    this(
        instances.fleet(),
        new Configurations(admin, Path.of(context.getProperty("quoin.base"), "etc")));
  }

  QmqImportCommands(Fleet fleet, Configurations configurations) {
    this.founding = new Founding(fleet, new Steering(fleet, configurations));
  }

  @Descriptor("makes the instances that conf-qmq or conf-instances names, or IndiMail's queues")
  public void _import(
      CommandSession session,
      @Descriptor("only says which configurations would be written")
          @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
          boolean dryRun,
      @Descriptor("home of the primary, if conf-home beside the file does not say it: /var/qmail")
          @Parameter(names = "--home", absentValue = "")
          String home,
      @Descriptor("other ids for some: 00=10,99=199") @Parameter(names = "--as", absentValue = "")
          String as,
      @Descriptor(
              "the file, or the folder that it is in; IndiMail: the folder of variables, or"
                  + " a file with the command line of svctool")
          String path)
      throws IOException {
    Findings findings = new Findings();
    Optional<Path> primary = home.isEmpty() ? Optional.empty() : Optional.of(whole(home));
    SiteFolder folder = new SiteFolder(whole(path), primary);
    List<Map<String, String>> wanted = QmqPlan.read(folder, renames(as), findings);
    founding.check(wanted, findings);
    PrintStream out = session.getConsole();
    findings.notes().forEach(note -> out.println(Listing.printable(note)));
    if (!findings.refusals().isEmpty()) {
      findings.refusals().forEach(text -> out.println("refused: " + Listing.printable(text)));
      throw new IllegalStateException(
          "nothing is imported; refused: " + findings.refusals().size() + ", named above");
    }
    wanted.forEach(settings -> show(settings, out));
    if (dryRun) {
      out.println(said(wanted.size()) + " would be made");
    } else {
      founding.create(wanted);
      out.println(said(wanted.size()) + " made");
    }
  }

  private static void show(Map<String, String> settings, PrintStream out) {
    out.println(Configurations.fileName(settings.getOrDefault("id", "")));
    Configurations.text(settings).lines().forEach(line -> out.println("  " + line));
  }

  private static String said(int count) {
    return count + (count == 1 ? " instance" : " instances");
  }

  private static Map<String, String> renames(String text) {
    Map<String, String> renames = new LinkedHashMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] ids = part.split("=", -1);
      if (ids.length != 2) {
        throw new IllegalArgumentException("\"" + part + "\" is not ID=ID");
      }
      renames.put(ids[0].strip(), ids[1].strip());
    }
    return renames;
  }

  /** Where the platform was started says nothing to who types the command. */
  private static Path whole(String text) {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("give the whole path of " + text + ", beginning with /");
    }
    return path;
  }
}
