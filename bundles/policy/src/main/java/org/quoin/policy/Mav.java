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
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;
import org.quoin.api.table.Tables;
import org.quoin.codec.AsciiCase;

/**
 * Mail from address verification (C9): relay clients and users that have logged in may use only
 * senders of their own, if the access rules have set LOCALMFCHECK. Empty, the sender's domain must
 * be one of rcpthosts; a domain, it must be that one; {@code =}, the sender must be the user;
 * {@code !}, {@link MailfromRules} decide. The null sender always passes.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=35"})
@PluginName("mav")
public final class Mav implements MailFilter {
  private static final String VARIABLE = "LOCALMFCHECK";

  /** What is told besides. */
  private static final String REPLY = "REPLYMAV";

  private static final int MOST_CHARACTERS = 200;

  private final ListedDomains domains;
  private final MailfromRules rules;

  @Reference(
      target = "(" + PluginName.PROPERTY + "=qmail)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Router router;

  @Activate
  public Mav(@Reference ControlFiles files, @Reference Tables tables) {
    this(files, tables, null);
  }

  Mav(ControlFiles files, Tables tables, @Nullable Router router) {
    this.domains = new ListedDomains(files, tables);
    this.rules = new MailfromRules(files, tables);
    this.router = router;
  }

  @Override
  public Verdict recipient(Session session, Sender sender, Address recipient) throws IOException {
    String check = session.variables().get(VARIABLE);
    if (check == null || sender.isNull() || !Peers.isRelayClient(session)) {
      return Verdict.PASS;
    }
    if (!admits(check, session, AsciiCase.lower(sender.text()))) {
      return refusal(session);
    }
    session.put(Session.WELCOME, "mav");
    return Verdict.PASS;
  }

  private boolean admits(String check, Session session, String sender) throws IOException {
    return switch (check) {
      case "" -> isOurs(sender);
      case "=" -> SenderIdentity.of(session).info().equals(sender);
      case "!" -> {
        Optional<Boolean> answer = rules.admit(SenderIdentity.of(session), sender);
        yield answer.isPresent() ? answer.get() : isOurs(sender);
      }
      case "?" ->
          throw new IOException(VARIABLE + " asks for a client certificate: not known here");
      default -> new Address(sender).domain().equals(AsciiCase.lower(check));
    };
  }

  private boolean isOurs(String sender) throws IOException {
    Address address = new Address(sender);
    Optional<Boolean> listed = domains.has(address);
    return listed.isPresent() ? listed.get() : ListedDomains.isLocal(router, address);
  }

  private static Verdict refusal(Session session) {
    String more = session.variables().getOrDefault(REPLY, "");
    String shown = more.substring(0, Math.min(MOST_CHARACTERS, more.length()));
    String text = "sorry, invalid sender address specified " + shown;
    return Verdict.refuse(550, text.strip() + " (#5.7.1)");
  }
}
