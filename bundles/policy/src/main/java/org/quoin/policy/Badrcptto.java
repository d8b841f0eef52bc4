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

/**
 * Takes nothing for recipients in {@code control/badrcptto} (C5), not from relay clients either. A
 * list of those who may get mail is {@code *} and then lines with {@code !}.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=-90"})
@PluginName("badrcptto")
public final class Badrcptto implements MailFilter {
  private static final Verdict REFUSED =
      Verdict.refuse(553, "sorry, your envelope recipient is in my badrcptto list (#5.7.1)");

  private final ListFile<BadAddresses> recipients;

  @Activate
  public Badrcptto(@Reference ControlFiles files) {
    this.recipients = new ListFile<>(files, "badrcptto", BadAddresses::ofRecipients);
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) throws IOException {
    if (session.origin() != Session.Origin.NETWORK) {
      return Verdict.PASS;
    }
    Optional<BadAddresses> listed = recipients.now();
    BadAddresses.Asked asked =
        new BadAddresses.Asked(
            recipient.text(), session.relayClient().isPresent(), RemoteHost.of(session));
    return listed.isPresent() && listed.get().find(asked) == BadAddresses.Finding.BAD
        ? REFUSED
        : Verdict.PASS;
  }
}
