package org.quoin.policy;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.intake.Mail;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.codec.AsciiCase;

/**
 * Limits how much those may send who may send to everybody: each user that has logged in, each
 * other relay client by its address, and all of a tenant together, so that one stolen password does
 * not get the platform onto block lists. A tenant is the queue instance that claims the domain of
 * the user's name, or of the sender where that has none. Bounces and forwards are not counted: they
 * come from no network peer. Counts are in memory; a restart begins anew.
 */
@Component(
    service = MailFilter.class,
    configurationPid = "org.quoin.policy.limits",
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=40"})
@PluginName("limits")
public final class SenderLimits implements MailFilter {
  private static final Verdict TOO_MANY =
      Verdict.refuse(450, "sorry, you have sent too many messages (#4.7.1)");

  /** The variable that exempts a peer with {@code -}. */
  private static final String VARIABLE = "SENDERLIMITS";

  /** An IPv6 address can be any one of its network. */
  private static final PeerNetwork ADDRESSES = new PeerNetwork(32, 64);

  /** Settings of this rule; a limit of 0 is none. */
  @interface Config {
    int window_seconds() default 3600;

    int user_messages() default 0;

    int user_recipients() default 0;

    int address_messages() default 0;

    int address_recipients() default 0;

    int tenant_messages() default 0;

    int tenant_recipients() default 0;

    /** Users, addresses and tenants that are counted; of more, the idlest are forgotten. */
    int names_max() default 100_000;
  }

  /** Of one kind of senders, within the time. */
  record Limit(int messages, int recipients) {
    static final Limit NONE = new Limit(0, 0);

    static Limit of(String kind, int messages, int recipients) {
      return new Limit(
          Numbers.within(kind + ".messages", messages, 0, Integer.MAX_VALUE),
          Numbers.within(kind + ".recipients", recipients, 0, Integer.MAX_VALUE));
    }
  }

  /** Of all kinds. */
  record Limits(Limit user, Limit address, Limit tenant) {}

  private final Limits limits;
  private final SlidingCounts counts;
  private final KnownTenants tenants;

  @Activate
  public SenderLimits(Config config, @Reference KnownTenants tenants) {
    this(
        new Limits(
            Limit.of("user", config.user_messages(), config.user_recipients()),
            Limit.of("address", config.address_messages(), config.address_recipients()),
            Limit.of("tenant", config.tenant_messages(), config.tenant_recipients())),
        new SlidingCounts(
            Duration.ofSeconds(
                Numbers.within("window.seconds", config.window_seconds(), 1, 31 * 86_400)),
            Numbers.within("names.max", config.names_max(), 100, 10_000_000),
            InstantSource.system()),
        tenants);
  }

  SenderLimits(Limits limits, SlidingCounts counts, KnownTenants tenants) {
    this.limits = limits;
    this.counts = counts;
    this.tenants = tenants;
  }

  /** Early, so that what cannot be taken is not sent first. */
  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) throws IOException {
    int before =
        session.get(Session.NAMED, Integer.class).orElse(0)
            - session.get(Session.REFUSED, Integer.class).orElse(0);
    return counts.fit(claims(session, sender, before + 1)) ? Verdict.PASS : TOO_MANY;
  }

  @Override
  public Verdict message(Session session, Mail mail) throws IOException {
    int recipients = mail.envelope().recipients().size();
    return counts.take(claims(session, mail.envelope().sender(), recipients))
        ? Verdict.PASS
        : TOO_MANY;
  }

  private List<SlidingCounts.Claim> claims(Session session, Sender sender, int recipients)
      throws IOException {
    List<SlidingCounts.Claim> claims = new ArrayList<>();
    if (Peers.isRelayClient(session) && !"-".equals(session.variables().get(VARIABLE))) {
      Optional<String> user = session.user().map(AsciiCase::lower);
      if (user.isPresent()) {
        claim(claims, "user " + user.get(), limits.user(), recipients);
      } else {
        String ip = session.peer().map(Peer::remoteIp).orElse("");
        claim(claims, "address " + ADDRESSES.of(ip), limits.address(), recipients);
      }
      if (!limits.tenant().equals(Limit.NONE)) {
        String name = user.filter(text -> text.contains("@")).orElse(sender.text());
        tenants
            .now()
            .of(new Address(name).domain())
            .ifPresent(id -> claim(claims, "tenant " + id, limits.tenant(), recipients));
      }
    }
    return claims;
  }

  private static void claim(
      List<SlidingCounts.Claim> claims, String name, Limit limit, int recipients) {
    if (limit.messages() > 0) {
      claims.add(new SlidingCounts.Claim(name + " messages", 1, limit.messages()));
    }
    if (limit.recipients() > 0) {
      claims.add(new SlidingCounts.Claim(name + " recipients", recipients, limit.recipients()));
    }
  }
}
