package org.quoin.policy;

import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.PluginName;
import org.quoin.api.Sender;
import org.quoin.api.intake.MailFilter;
import org.quoin.api.intake.Session;
import org.quoin.api.intake.Verdict;
import org.quoin.api.table.ControlFiles;
import org.quoin.codec.AsciiCase;

/**
 * Takes nothing from peers that greet in a bad way (C1), if the access rules have set HELOCHECK and
 * the peer is no relay client. Its characters say what is looked at besides {@code control/badhelo}
 * (names or patterns): {@code !} refuses who gives no name, {@code .} too, {@code =} refuses a name
 * that is not TCPREMOTEHOST, if that is known. {@link Helodns} looks names up.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.INLINE + ":Boolean=true", "service.ranking:Integer=-110"})
@PluginName("badhelo")
public final class Badhelo implements MailFilter {
  static final String VARIABLE = "HELOCHECK";

  /** The longest name of a host (RFC 5321, 4.5.3.1.2). */
  private static final int MOST_CHARACTERS = 255;

  private static final Verdict LISTED =
      Verdict.refuse(553, "sorry, your HELO/EHLO greeting is in my badhelo list (#5.7.1)");
  private static final Verdict NO_NAME =
      Verdict.refuse(553, "sorry, you must greet with a name (#5.7.1)");
  private static final Verdict OTHER_NAME =
      Verdict.refuse(553, "sorry, your HELO/EHLO greeting is not your host's name (#5.7.1)");

  private final ListFile<Greetings> names;

  @Activate
  public Badhelo(@Reference ControlFiles files) {
    this.names = new ListFile<>(files, "badhelo", Greetings::new);
  }

  @Override
  public Verdict sender(Session session, Sender sender) throws IOException {
    String check = session.variables().get(VARIABLE);
    if (check == null || session.relayClient().isPresent()) {
      return Verdict.PASS;
    }
    String helo = session.helo().orElse("");
    if (helo.length() > MOST_CHARACTERS) {
      return NO_NAME;
    }
    if (helo.isEmpty()) {
      return check.contains("!") || check.contains(".") ? NO_NAME : Verdict.PASS;
    }
    Optional<String> host = RemoteHost.of(session);
    if (check.contains("=") && host.isPresent() && !AsciiCase.lower(helo).equals(host.get())) {
      return OTHER_NAME;
    }
    Optional<Greetings> listed = names.now();
    return listed.isPresent() && listed.get().isBad(helo) ? LISTED : Verdict.PASS;
  }
}
