package org.quoin.policy;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.net.Resolver;

/**
 * Takes nothing from senders whose domain could get no answer (C4), if the access rules have set
 * MFDNSCHECK: it must have a mail server or an address. Relay clients, the null sender and senders
 * that a line of {@code badmailfrom} with {@code ?} admits are not looked at.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.VARIABLES + "=MFDNSCHECK", "service.ranking:Integer=20"})
@PluginName("mfdnscheck")
public final class Mfdnscheck implements MailFilter {
  static final Verdict NO_DOMAIN =
      Verdict.refuse(553, "sorry, your envelope sender domain must exist (#5.7.1)");

  /** RFC 7505, 4.2. */
  static final Verdict NO_MAIL =
      Verdict.refuse(553, "sorry, your envelope sender domain takes no mail (#5.7.27)");

  static final Verdict UNKNOWN = Verdict.refuse(451, "DNS temporary failure (#4.3.0)");

  private static final String VARIABLE = "MFDNSCHECK";

  /** The sender of this session that has passed last: its other recipients need no look-up. */
  private static final String PASSED = "mfdnscheck.passed";

  private final Lookups lookups;

  @Activate
  public Mfdnscheck(@Reference Lookups lookups) {
    this.lookups = lookups;
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) {
    if (!session.variables().containsKey(VARIABLE)
        || session.relayClient().isPresent()
        || sender.isNull()
        || sender.isDoubleBounce()
        || Badmailfrom.hasAdmitted(session, sender)
        || session.get(PASSED, String.class).filter(sender.text()::equals).isPresent()) {
      return Verdict.PASS;
    }
    Verdict verdict = verdict(new Address(sender.text()).domain());
    if (verdict instanceof Verdict.Pass) {
      session.put(PASSED, sender.text());
    }
    return verdict;
  }

  private Verdict verdict(String domain) {
    if (domain.isEmpty()) {
      return NO_DOMAIN;
    }
    if (Literal.isLiteral(domain)) {
      return Verdict.PASS;
    }
    try {
      return lookups.ask(resolver -> verdict(resolver, domain));
    } catch (IllegalArgumentException e) {
      return NO_DOMAIN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** RFC 5321, 5.1: without a mail server the address counts. */
  private static Verdict verdict(Resolver resolver, String domain) throws IOException {
    List<Resolver.MailServer> servers = resolver.mailServers(domain);
    if (servers.size() == 1 && servers.getFirst().host().isEmpty()) {
      return NO_MAIL;
    }
    return servers.isEmpty() && resolver.addresses(domain).isEmpty() ? NO_DOMAIN : Verdict.PASS;
  }
}
