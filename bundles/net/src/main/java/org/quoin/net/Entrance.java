package org.quoin.net;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.Peer;
import org.quoin.api.net.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who a peer is, and lets it in or not. */
@Component(service = Entrance.class)
public final class Entrance {
  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  /** Peers with more names are up to something. */
  private static final int MOST_NAMES = 5;

  private final AtomicLong numbers = new AtomicLong();
  private final AccessRules rules;
  private final Denials denials;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Resolver resolver;

  @Activate
  public Entrance(@Reference AccessRules rules, @Reference Denials denials) {
    this.rules = rules;
    this.denials = denials;
  }

  /** Why a peer was not let in, for the operator. */
  static final class TurnedException extends IOException {
    private static final long serialVersionUID = 1L;

    TurnedException(String reason) {
      super(reason);
    }
  }

  /** A number that no other connection of any listener has. */
  long number() {
    return numbers.incrementAndGet();
  }

  /**
   * Lets a peer in.
   *
   * @throws TurnedException if it may not come in
   */
  Guest admit(Admission admission, Peer peer) throws TurnedException {
    if (denials.has(peer.remoteIp())) {
      throw new TurnedException("an operator has denied it");
    }
    Peer named = named(admission.lookup(), peer);
    Access access = access(admission.rules(), Visitor.of(named));
    if (!access.allowed()) {
      throw new TurnedException("the access rules deny it");
    }
    return new Guest(named, Map.copyOf(admission.variables(access)));
  }

  private Access access(Admission.RulesFile file, Visitor visitor) throws TurnedException {
    if (file.name().isEmpty()) {
      return Access.DEFAULT;
    }
    try {
      return rules.judge(file.name(), file.mayBeAbsent(), visitor);
    } catch (IOException e) {
      LOG.debug("access rules {}", file.name(), e);
      throw new TurnedException("access rules: " + e.getMessage());
    }
  }

  /**
   * What the access rules say about a visitor.
   *
   * @throws IOException if they cannot say it now
   */
  AccessRules.Finding finding(Admission.RulesFile file, Visitor visitor) throws IOException {
    return file.name().isEmpty()
        ? AccessRules.Finding.NONE
        : rules.explain(file.name(), file.mayBeAbsent(), visitor);
  }

  /** The peer with its host's name, if that is wanted and can be found within the time it has. */
  private Peer named(Admission.Lookup lookup, Peer peer) {
    Resolver asked = resolver;
    if (lookup == Admission.Lookup.NONE || asked == null || peer.remoteHost().isPresent()) {
      return peer;
    }
    try {
      InetAddress address = Network.literal(peer.remoteIp()).orElseThrow();
      List<String> hosts = asked.hosts(address).stream().limit(MOST_NAMES).toList();
      return hosts.stream()
          .filter(host -> lookup == Admission.Lookup.HOST || leadsBack(asked, host, address))
          .findFirst()
          .map(host -> with(peer, host.toLowerCase(Locale.ROOT)))
          .orElse(peer);
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.debug("{}: no host name: {}", peer.remoteIp(), e.toString());
    }
    return peer;
  }

  private static boolean leadsBack(Resolver resolver, String host, InetAddress address) {
    try {
      return resolver.addresses(host).contains(address);
    } catch (IOException | RuntimeException e) {
      LOG.debug("{}: {}", host, e.toString());
      return false;
    }
  }

  private static Peer with(Peer peer, String host) {
    return new Peer(
        peer.remoteIp(),
        peer.remotePort(),
        Optional.of(host),
        peer.remoteInfo(),
        peer.localIp(),
        peer.localPort(),
        peer.localHost());
  }
}
