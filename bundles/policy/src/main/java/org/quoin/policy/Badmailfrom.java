package org.quoin.policy;

import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes nothing from senders in {@code control/badmailfrom} (S3): each recipient is refused, before
 * any other rule looks at it. Also from relay clients, but never from the null sender.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=-100"})
@PluginName("badmailfrom")
public final class Badmailfrom implements MailFilter {
  private static final Logger LOG = LoggerFactory.getLogger(Badmailfrom.class);
  private static final Verdict REFUSED =
      Verdict.refuse(553, "sorry, your envelope sender is in my badmailfrom list (#5.7.1)");

  /** In the session's drawer: the sender that needs no look-up (C3). */
  private static final String ADMITTED = "badmailfrom.admitted";

  private final ListFile<BadAddresses> senders;

  @Activate
  public Badmailfrom(@Reference ControlFiles files) {
    this.senders = new ListFile<>(files, "badmailfrom", BadAddresses::ofSenders);
  }

  /** A peer that cannot be judged later is not even greeted, as in qmail-smtpd (A7). */
  @Override
  public Verdict connect(Session session) {
    try {
      if (session.origin() == Session.Origin.NETWORK) {
        senders.now();
      }
      return Verdict.PASS;
    } catch (IOException e) {
      LOG.warn("badmailfrom cannot be read, peers are turned away: {}", e.toString());
      return Rcpthosts.UNREADABLE;
    }
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) throws IOException {
    if (session.origin() != Session.Origin.NETWORK || sender.text().isEmpty()) {
      return Verdict.PASS;
    }
    Optional<BadAddresses> listed = senders.now();
    if (listed.isEmpty()) {
      return Verdict.PASS;
    }
    BadAddresses.Asked asked =
        new BadAddresses.Asked(
            sender.text(), session.relayClient().isPresent(), RemoteHost.of(session));
    return switch (listed.get().find(asked)) {
      case BAD -> REFUSED;
      case GOOD -> Verdict.PASS;
      case EXEMPT -> {
        session.put(ADMITTED, sender.text());
        yield Verdict.PASS;
      }
    };
  }

  /** Whether a line with {@code ?} has admitted this sender, as far as this session knows. */
  static boolean hasAdmitted(Session session, Sender sender) {
    return session.get(ADMITTED, String.class).filter(sender.text()::equals).isPresent();
  }
}
