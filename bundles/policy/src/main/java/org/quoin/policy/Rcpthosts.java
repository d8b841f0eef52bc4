package org.quoin.policy;

import java.io.IOException;
import java.util.List;
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
import org.quoin.api.delivery.Route;
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
 * {@code control/rcpthosts} and of the compiled {@code morercpthosts.cdb} beside it (S4), unless it
 * is a relay client (S5). The text that the compiled list is made from has no effect of its own.
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
  private static final String FILE = "rcpthosts";
  private static final String MORE = "morercpthosts.cdb";
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
  private final ControlFiles files;
  private final Tables tables;
  private volatile DomainList domains = new DomainList(List.of());

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
    this.files = files;
    this.tables = tables;
    this.router = router;
    if (absentAdmitsAll) {
      LOG.warn("absent.admits.all is set: without control/{} this is an open relay", FILE);
    }
  }

  /** A peer that cannot be judged later is not even greeted, as in qmail-smtpd (A7). */
  @Override
  public Verdict connect(Session session) {
    try {
      if (session.origin() == Session.Origin.NETWORK && files.list(FILE).isPresent()) {
        // Whether or not: what matters is that it can be said.
        tables.isThere(MORE);
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
    if (suffix.isPresent()) {
      return suffix.get().isEmpty() ? Verdict.PASS : relayed(recipient, suffix.get());
    }
    return isAdmitted(recipient) ? Verdict.PASS : REFUSED;
  }

  private static Verdict relayed(Address recipient, String suffix) {
    return Verdict.pass(
        new Edit.DropRecipient(recipient),
        new Edit.AddRecipient(new Address(recipient.text() + suffix)));
  }

  private boolean isAdmitted(Address recipient) throws IOException {
    Optional<List<String>> entries = files.list(FILE);
    if (entries.isPresent()) {
      return !recipient.hasDomain()
          || listed(entries.get()).has(recipient.domain())
          || hasMore(recipient.domain());
    }
    return absentAdmitsAll || isLocal(recipient);
  }

  private boolean hasMore(String domain) throws IOException {
    return tables.isThere(MORE) && tables.table(MORE).find(DomainList.keys(domain)).isPresent();
  }

  private DomainList listed(List<String> entries) {
    DomainList known = domains;
    if (known.source().equals(entries)) {
      return known;
    }
    DomainList made = new DomainList(entries);
    domains = made;
    return made;
  }

  private boolean isLocal(Address recipient) throws IOException {
    Router there = router;
    if (there == null) {
      throw new IOException("the router that knows local domains is not installed");
    }
    return there.route(recipient).map(route -> route.transport().equals(Route.LOCAL)).orElse(false);
  }
}
