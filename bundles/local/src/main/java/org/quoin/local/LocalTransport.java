package org.quoin.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.DeliveryInstructions;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.RecipientCheck;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Transport;
import org.quoin.api.intake.Intake;
import org.quoin.api.program.LocalProgram;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.user.UserDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out to mailboxes, programs and forwards of accounts on this machine. Looks up plugins and
 * control files anew for each attempt, so that each of them can be swapped at any moment.
 */
@Component(
    service = {Transport.class, RecipientCheck.class, LocalTransport.class},
    configurationPid = "org.quoin.local")
@PluginName(Route.LOCAL)
public final class LocalTransport implements Transport, RecipientCheck {
  private static final Logger LOG = LoggerFactory.getLogger(LocalTransport.class);

  /** More than all programs of one mail may take together, as a rule. */
  private static final Duration MARGIN = Duration.ofDays(1);

  private final Settings settings;
  private final Programs programs;
  private final InstantSource clock;
  private final @Nullable Switching switching;
  private final HostedPrograms hosted = new HostedPrograms();

  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Map.Entry<Map<String, Object>, UserDirectory>> directories = List.of();

  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Map.Entry<Map<String, Object>, DeliveryInstructions>> instructions =
      List.of();

  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Map.Entry<Map<String, Object>, MailboxFormat>> formats = List.of();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable ControlFiles control;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Intake intake;

  /** PID {@code org.quoin.local}. */
  @interface Config {
    /**
     * Names of user directories, with commas between them, in the order in which they are asked.
     */
    String directories() default "assign";

    /** Octal mode bits that a home must not have; 022 also refuses homes that a group can write. */
    String patrn() default "002";

    /** The delivery instruction where the control file of this name is absent. */
    String defaultdelivery() default "./Maildir/";

    /** How far a header is searched for our own Delivered-To line. */
    int max_header_bytes() default 1 << 20;

    /** How many programs may run at a time; mail that finds no place is tried later. */
    int concurrency_programs() default 40;

    /** How long a program may take until it is killed and the mail tried later. */
    int program_seconds() default 3600;

    /** Whether calls of programs that are plugins are made without a process (ADR 19). */
    boolean programs_in_process() default true;

    /** Variables that programs get of the platform's own environment, with commas between them. */
    String environment() default "PATH,TZ";

    /**
     * As whom deliveries are made: {@code platform}, or {@code recipient} for each account's own
     * uid and gid, which needs root or CAP_SETUID and CAP_SETGID.
     */
    String users() default "platform";

    /** With {@code users = recipient}: how many worker processes there may be at a time. */
    int concurrency_workers() default 10;

    /** How long a worker is kept for the next delivery of its user. */
    int worker_idle_seconds() default 60;
  }

  /** The plugins of a transport that are given and do not change. */
  record Given(
      List<Map.Entry<Map<String, Object>, UserDirectory>> directories,
      List<Map.Entry<Map<String, Object>, DeliveryInstructions>> instructions,
      List<Map.Entry<Map<String, Object>, MailboxFormat>> formats,
      List<Map.Entry<Map<String, Object>, LocalProgram>> callables,
      @Nullable ControlFiles control,
      @Nullable Intake intake) {}

  @Activate
  public LocalTransport(BundleContext context, Config config) {
    this(
        settings(config, context),
        inherited(config, context),
        InstantSource.system(),
        switching(config, context));
    Instant oldest = clock.instant().minus(settings.programs().limits().time()).minus(MARGIN);
    MessageFile.removeLeftovers(settings.programs().folder(), oldest);
  }

  private LocalTransport(
      Settings settings,
      Map<String, String> inherited,
      InstantSource clock,
      @Nullable Switching switching) {
    this.settings = settings;
    this.programs = settings.programs().open(inherited);
    this.clock = clock;
    this.switching = switching;
  }

  /**
   * @param inherited environment of programs beside what tells of the delivery
   */
  LocalTransport(
      Settings settings, Map<String, String> inherited, InstantSource clock, Given given) {
    this(settings, inherited, clock, (Switching) null);
    this.directories = List.copyOf(given.directories());
    this.instructions = List.copyOf(given.instructions());
    this.formats = List.copyOf(given.formats());
    given.callables().forEach(each -> hosted.add(each.getValue(), each.getKey()));
    this.control = given.control();
    this.intake = given.intake();
  }

  private static Settings settings(Config config, BundleContext context) {
    return Settings.of(config, folder(context, "quoin.base").resolve("var/tmp"));
  }

  private static Map<String, String> inherited(Config config, BundleContext context) {
    return Inheritance.of(
        System.getenv(),
        settings(config, context).programs().environment(),
        Optional.ofNullable(context.getProperty("quoin.home")).map(Path::of),
        folder(context, "quoin.base"));
  }

  private static @Nullable Switching switching(Config config, BundleContext context) {
    SwitchSettings wanted = SwitchSettings.of(config);
    if (!wanted.recipient()) {
      requireNoPowers();
      return null;
    }
    Settings settings = settings(config, context);
    Launcher launcher =
        new DistributionLauncher(
            folder(context, "quoin.home"), Path.of(System.getProperty("java.home")));
    Duration time = settings.programs().limits().time();
    return new Switching(
        settings,
        inherited(config, context),
        folder(context, "quoin.base"),
        new Workers(wanted, time, launcher, InstantSource.system()));
  }

  /** Who may write a .qmail file would become root otherwise. */
  private static void requireNoPowers() {
    if ("root".equals(System.getProperty("user.name"))) {
      LOG.warn("programs of .qmail files run as root: do not let root start this platform");
    }
    try {
      if (Powers.ofThisProcess().areInherited()) {
        throw new IllegalStateException(
            "\"users\" must be recipient: programs would inherit CAP_SETUID or CAP_SETGID");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(BundleContext context, String property) {
    String folder = context.getProperty(property);
    if (folder == null || folder.isBlank()) {
      throw new IllegalStateException("the framework property " + property + " is not set");
    }
    return Path.of(folder).toAbsolutePath();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addProgram(LocalProgram program, Map<String, Object> properties) {
    hosted.add(program, properties);
  }

  void updatedProgram(LocalProgram program, Map<String, Object> properties) {
    hosted.change(program, properties);
  }

  void removeProgram(LocalProgram program) {
    hosted.remove(program);
  }

  @Override
  public List<Outcome> deliver(Delivery delivery) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Address recipient : delivery.recipients()) {
      outcomes.add(deliver(delivery, recipient));
    }
    return outcomes;
  }

  private Outcome deliver(Delivery delivery, Address recipient) {
    try {
      Switching other = switching;
      return other == null
          ? new Attempt(delivery, recipient, settings, clock.instant()).run(tools())
          : other.deliver(delivery, recipient, tools());
    } catch (NotNow e) {
      return e.outcome();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NotNow.trouble("The delivery was interrupted. (#4.3.0)").outcome();
    }
  }

  @Override
  public boolean exists(Address recipient) throws IOException {
    return Residents.of(tools(), settings.patrn()).has(recipient.localPart());
  }

  /** What would be done with mail for this address. */
  Explanation explain(Address address) {
    return Explanation.of(address.localPart(), tools(), settings.patrn());
  }

  private Tools tools() {
    Controls controls = new Controls(control, settings.defaultDelivery());
    return new Tools(
        new Accounts(settings.directories(), new Plugins<>(directories)),
        new Interpreter(new Plugins<>(instructions), controls::fallback),
        new Mailboxes(new Plugins<>(formats)),
        programs,
        new Callables(
            settings.programs().inProcess() ? hosted.present() : new Plugins<>(List.of())),
        new Forwarder(intake),
        controls);
  }

  /** The mail of programs that still run is tried later. */
  @Deactivate
  void deactivate() {
    programs.close();
    hosted.close();
    if (switching != null) {
      switching.close();
    }
  }
}
