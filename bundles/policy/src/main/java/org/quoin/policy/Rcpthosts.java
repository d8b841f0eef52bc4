package org.quoin.policy;

import java.io.IOException;
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
import org.quoin.api.Sender;
import org.quoin.api.delivery.Router;
import org.quoin.api.intake.Edit;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.table.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this machine from being an open relay: a network peer may name recipients in the domains of
 * {@code control/rcpthosts} (S4, {@link ListedDomains}), unless it is a relay client (S5).
 *
 * <p>Where the file is absent qmail admits every domain. Here only those are admitted that the
 * router delivers on this machine, which is safe; a setting gives qmail's way.
 */
@Component(
    service = MailFilter.class,
    configurationPid = "org.quoin.policy.rcpthosts",
    property = MailFilter.INLINE + ":Boolean=true")
@PluginName("rcpthosts")
public final class Rcpthosts implements MailFilter {
  private static final Logger LOG = LoggerFactory.getLogger(Rcpthosts.class);
  private static final Verdict REFUSED =
      Verdict.refuse(553, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)");
  static final Verdict UNREADABLE = Verdict.refuse(421, "unable to read controls (#4.3.0)");

  /** Settings of this rule. */
  @interface Config {
    /**
     * Without {@code control/rcpthosts} every recipient is admitted, as in qmail: an open relay.
     */
    boolean absent_admits_all() default false;
  }

  private final boolean absentAdmitsAll;
  private final ListedDomains domains;

  @Reference(
      target = "(quoin.plugin.name=qmail)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Router router;

  @Activate
  public Rcpthosts(Config config, @Reference ControlFiles files, @Reference Tables tables) {
    this(config.absent_admits_all(), files, tables, null);
  }

  Rcpthosts(boolean absentAdmitsAll, ControlFiles files, Tables tables, @Nullable Router router) {
    this.absentAdmitsAll = absentAdmitsAll;
    this.domains = new ListedDomains(files, tables);
    this.router = router;
    if (absentAdmitsAll) {
      LOG.warn("absent.admits.all is set: without control/rcpthosts this is an open relay");
    }
  }

  /** A peer that cannot be judged later is not even greeted, as in qmail-smtpd (A7). */
  @Override
  public Verdict connect(Session session) {
    try {
      if (session.origin() == Session.Origin.NETWORK) {
        domains.check();
      }
      return Verdict.PASS;
    } catch (IOException e) {
      LOG.warn("rcpthosts cannot be read, peers are turned away: {}", e.toString());
      return UNREADABLE;
    }
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) throws IOException {
    if (session.origin() != Session.Origin.NETWORK) {
      return Verdict.PASS;
    }
    Optional<String> suffix = session.relayClient();
    session.put(Session.WELCOME, welcome(session));
    if (suffix.isPresent()) {
      return suffix.get().isEmpty() ? Verdict.PASS : relayed(recipient, suffix.get());
    }
    return isAdmitted(recipient) ? Verdict.PASS : REFUSED;
  }

  private static String welcome(Session session) {
    if (session.user().isPresent()) {
      return Session.LOGIN;
    }
    return session.relayClient().isPresent() ? Session.RELAY_CLIENT : "rcpthosts";
  }

  private static Verdict relayed(Address recipient, String suffix) {
    return Verdict.pass(
        new Edit.DropRecipient(recipient),
        new Edit.AddRecipient(new Address(recipient.text() + suffix)));
  }

  private boolean isAdmitted(Address recipient) throws IOException {
    Optional<Boolean> listed = domains.has(recipient);
    return listed.isPresent()
        ? listed.get()
        : absentAdmitsAll || ListedDomains.isLocal(router, recipient);
  }
}
