package org.quoin.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.delivery.Delivery;
import org.quoin.api.delivery.MailboxFormat;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.delivery.Transport;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.user.UserDirectory;

/**
 * The way out to mailboxes on this machine. Looks up directories, mailbox formats and control files
 * anew for each attempt, so that each of them can be swapped at any moment.
 */
@Component(configurationPid = "org.quoin.local")
@PluginName(Route.LOCAL)
public final class LocalTransport implements Transport {
  private final Settings settings;

  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Map.Entry<Map<String, Object>, UserDirectory>> directories = List.of();

  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Map.Entry<Map<String, Object>, MailboxFormat>> formats = List.of();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable ControlFiles control;

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
  }

  @Activate
  public LocalTransport(Config config) {
    this(Settings.of(config));
  }

  private LocalTransport(Settings settings) {
    this.settings = settings;
  }

  /** With plugins that are given and do not change. */
  LocalTransport(
      Settings settings,
      List<Map.Entry<Map<String, Object>, UserDirectory>> directories,
      List<Map.Entry<Map<String, Object>, MailboxFormat>> formats,
      @Nullable ControlFiles control) {
    this(settings);
    this.directories = List.copyOf(directories);
    this.formats = List.copyOf(formats);
    this.control = control;
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
      Accounts accounts = new Accounts(settings.directories(), new Plugins<>(directories));
      Mailboxes mailboxes = new Mailboxes(new Plugins<>(formats));
      return new Attempt(delivery, recipient, settings).run(accounts, mailboxes, this::fallback);
    } catch (NotNow e) {
      return e.outcome();
    }
  }

  /** The instructions for an account without a .qmail file of its own (L13). */
  private List<String> fallback() throws NotNow {
    ControlFiles files = control;
    if (files == null) {
      throw NotNow.missing("The control files are not available.");
    }
    try {
      Optional<List<String>> lines = files.list("defaultdelivery");
      return lines.filter(l -> !l.isEmpty()).orElse(List.of(settings.defaultDelivery()));
    } catch (IOException e) {
      throw NotNow.trouble("Unable to read control/defaultdelivery. (#4.3.0)");
    }
  }
}
