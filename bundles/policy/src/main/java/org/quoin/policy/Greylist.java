package org.quoin.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.codec.AsciiCase;

/**
 * Puts strangers off who write to somebody for the first time (C20, RFC 6647): those who come again
 * pass, and so do all of their network after a while. Switched on by the variable GREYLIST, or for
 * all by a setting; {@code -} in the variable switches it off. The null sender is as any other.
 *
 * <p>Each queue instance has a greylist of its own, with the same terms.
 */
@Component(
    service = MailFilter.class,
    configurationPid = "org.quoin.policy.greylist",
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=30"})
@PluginName("greylist")
public final class Greylist implements MailFilter {
  private static final String VARIABLE = "GREYLIST";
  private static final String OFF = "-";
  private static final Verdict LATER =
      Verdict.refuse(451, "greylisted, please try again later (#4.7.1)");

  /** Numbers of a mailing list's messages. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** Settings of this rule. */
  @interface Config {
    /** For all strangers, also without GREYLIST. */
    boolean always() default false;

    int delay_seconds() default 300;

    /** How long after the first try a peer may come again. */
    int window_hours() default 48;

    /** How long one who has passed is remembered unseen. */
    int retention_days() default 35;

    /** Triplets that have passed until a network need not wait any more; 0 = it always must. */
    int auto_whitelist() default 5;

    /** Leading bits of an IPv4 address that name its network. */
    int ipv4_bits() default 24;

    int ipv6_bits() default 64;

    /** Triplets that wait, and as many that have passed, in all instances' lists together. */
    int entries_max() default 100_000;
  }

  private final boolean always;
  private final PeerNetwork networks;
  private final Greylists lists;
  private final KnownTenants tenants;

  @Activate
  public Greylist(BundleContext context, Config config, @Reference KnownTenants tenants) {
    this(
        config.always(),
        new PeerNetwork(
            Numbers.within("ipv4.bits", config.ipv4_bits(), 0, 32),
            Numbers.within("ipv6.bits", config.ipv6_bits(), 0, 128)),
        new Greylists(
            Path.of(Objects.requireNonNull(context.getProperty("quoin.base"))).resolve("greylist"),
            terms(config),
            InstantSource.system()),
        tenants);
  }

  Greylist(boolean always, PeerNetwork networks, Greylists lists, KnownTenants tenants) {
    this.always = always;
    this.networks = networks;
    this.lists = lists;
    this.tenants = tenants;
  }

  private static GreyTable.Terms terms(Config config) {
    return new GreyTable.Terms(
        Duration.ofSeconds(Numbers.within("delay.seconds", config.delay_seconds(), 0, 86_400)),
        Duration.ofHours(Numbers.within("window.hours", config.window_hours(), 1, 720)),
        Duration.ofDays(Numbers.within("retention.days", config.retention_days(), 1, 3650)),
        Numbers.within("auto.whitelist", config.auto_whitelist(), 0, 1000),
        Numbers.within("entries.max", config.entries_max(), 100, 1_000_000));
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) throws IOException {
    if (!Peers.isStranger(session) || !isOn(session)) {
      return Verdict.PASS;
    }
    String network = networks.of(session.peer().map(Peer::remoteIp).orElse(""));
    GreyKey triplet = GreyKey.of(network, shape(sender.text()), AsciiCase.lower(recipient.text()));
    GreyKey client = GreyKey.of(network);
    GreyMemory memory = lists.of(tenants.now(), recipient.domain());
    boolean admitted =
        session.isQuestion() ? memory.wouldAdmit(triplet, client) : memory.admits(triplet, client);
    return admitted ? Verdict.PASS : LATER;
  }

  private boolean isOn(Session session) {
    String variable = session.variables().get(VARIABLE);
    return variable == null ? always : !variable.equals(OFF);
  }

  /** What stays of a sender that has another number in each message, or an extension. */
  static String shape(String sender) {
    int at = sender.lastIndexOf('@');
    String local = at < 0 ? sender : sender.substring(0, at);
    int plus = local.indexOf('+');
    String own = plus > 0 ? local.substring(0, plus) : local;
    String domain = at < 0 ? "" : sender.substring(at);
    return AsciiCase.lower(NUMBER.matcher(own).replaceAll("#") + domain);
  }

  @Deactivate
  void deactivate() {
    lists.close();
  }
}
