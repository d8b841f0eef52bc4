package org.quoin.policy;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.Address;
import org.quoin.api.PluginName;
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;

/**
 * Takes no mail from a peer for which the access rules have set RBLSMTPD (V4): each recipient is
 * refused with what it holds, for now, or for good if it begins with a hyphen. An empty one admits.
 * Of the rules for recipients only the tarpit is asked before it, as rblsmtpd stands before
 * qmail-smtpd.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=-150"})
@PluginName("rblsmtpd")
public final class Rblsmtpd implements MailFilter {
  static final String VARIABLE = "RBLSMTPD";
  private static final int MOST_CHARACTERS = 200;
  private static final int LATER = 451;
  private static final int NEVER = 553;

  @Activate
  public Rblsmtpd() {}

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) {
    String text = session.variables().getOrDefault(VARIABLE, "");
    if (text.isEmpty()) {
      return Verdict.PASS;
    }
    boolean never = text.startsWith("-");
    return new Verdict.Refuse(
        new Reply(never ? NEVER : LATER, shown(never ? text.substring(1) : text)));
  }

  /** What may stand in a reply, whoever wrote it. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .limit(MOST_CHARACTERS)
        .forEach(c -> shown.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return shown.toString();
  }
}
