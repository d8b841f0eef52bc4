package org.quoin.policy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.Peer;
import org.quoin.api.PluginName;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;

/**
 * Takes no mail from peers on public lists (V4), if the access rules have set RBLCHECK: the lists
 * are those of {@code control/rblzones}, or of the control file that the variable names. As with
 * rblsmtpd nobody is looked for who has RBLSMTPD, and each recipient is refused. Once a session.
 */
@Component(
    service = MailFilter.class,
    configurationPid = "org.quoin.policy.rbl",
    property = {MailFilter.VARIABLES + "=RBLCHECK", "service.ranking:Integer=30"})
@PluginName("rbl")
public final class Rbl implements MailFilter {
  private static final String VARIABLE = "RBLCHECK";
  private static final String DEFAULT_FILE = "rblzones";
  private static final int MOST_ZONES = 50;
  private static final int LATER = 451;
  private static final int NEVER = 553;

  /** In the session's drawer: the reply for this peer; empty = it may pass. */
  private static final String ANSWER = "rbl.answer";

  private final Map<String, ListFile<List<RblZone>>> lists = new ConcurrentHashMap<>();
  private final ControlFiles files;
  private final Lookups lookups;
  private final Config config;

  /** PID {@code org.quoin.policy.rbl}. */
  @interface Config {
    /** What the lists that a peer is on must count together. */
    int threshold() default 1;

    /** 451 = try again later, 553 = never. */
    int reply() default LATER;

    /** Whether a peer may pass while a list that might refuse it does not answer. */
    boolean trouble_admits() default true;
  }

  @Activate
  public Rbl(@Reference ControlFiles files, @Reference Lookups lookups, Config config) {
    if (config.threshold() < 1 || (config.reply() != LATER && config.reply() != NEVER)) {
      throw new IllegalArgumentException("threshold must be at least 1, reply 451 or 553");
    }
    this.files = files;
    this.lookups = lookups;
    this.config = config;
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) throws IOException {
    Map<String, String> variables = session.variables();
    if (!variables.containsKey(VARIABLE)
        || variables.containsKey(Rblsmtpd.VARIABLE)
        || session.relayClient().isPresent()) {
      return Verdict.PASS;
    }
    Optional<String> known = session.get(ANSWER, String.class);
    return known.isPresent() ? verdict(known.get()) : search(session);
  }

  private Verdict search(Session session) throws IOException {
    Optional<InetAddress> address = address(session);
    List<RblZone> zones = zones(session.variables().getOrDefault(VARIABLE, ""));
    if (address.isEmpty() || zones.isEmpty()) {
      return Verdict.PASS;
    }
    RblSearch search = new RblSearch(lookups, address.get(), zones);
    RblSearch.Finding finding = search.finding(config.threshold());
    if (finding.worst().isEmpty() && finding.trouble() && !config.trouble_admits()) {
      return Mfdnscheck.UNKNOWN;
    }
    String answer = finding.worst().map(worst -> reply(search, worst, finding)).orElse("");
    if (!finding.trouble()) {
      session.put(ANSWER, answer);
    }
    return verdict(answer);
  }

  /** Not for good while a list that might admit the peer is silent. */
  private String reply(RblSearch search, RblZone worst, RblSearch.Finding finding) {
    int code = finding.trouble() ? LATER : worst.code().orElse(config.reply());
    return code + " " + search.text(worst);
  }

  private static Verdict verdict(String answer) {
    int blank = answer.indexOf(' ');
    return blank < 0
        ? Verdict.PASS
        : new Verdict.Refuse(
            new Reply(Integer.parseInt(answer.substring(0, blank)), answer.substring(blank + 1)));
  }

  private static Optional<InetAddress> address(Session session) {
    String known = session.peer().map(Peer::remoteIp).orElse("");
    return Literal.address(session.variables().getOrDefault("TCPREMOTEIP", known));
  }

  /** A file that a rule names must be there: a misspelt name must not admit everybody. */
  private List<RblZone> zones(String named) throws IOException {
    String name = named.isEmpty() ? DEFAULT_FILE : named;
    Optional<List<RblZone>> zones =
        lists.computeIfAbsent(name, each -> new ListFile<>(files, each, Rbl::zones)).now();
    if (zones.isEmpty() && !named.isEmpty()) {
      throw new IOException("control/" + name + ", which RBLCHECK names, is not there");
    }
    return zones.orElse(List.of());
  }

  private static List<RblZone> zones(List<String> lines) {
    if (lines.size() > MOST_ZONES) {
      throw new IllegalArgumentException("rblzones: more than " + MOST_ZONES + " zones");
    }
    return lines.stream().map(RblZone::parse).toList();
  }
}
