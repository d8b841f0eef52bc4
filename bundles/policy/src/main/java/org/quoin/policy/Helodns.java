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
import org.quoin.api.net.Resolver;
import org.quoin.api.table.ControlFiles;

/**
 * The look-ups of HELOCHECK (C1), behind {@link Badhelo}: with {@code A} in it the name in HELO
 * must have an address, with {@code M} a mail server, with both one of them. No name at all, an
 * address in its place, and names that {@code control/badhelo} trusts are not looked up.
 */
@Component(
    service = MailFilter.class,
    property = {MailFilter.VARIABLES + "=" + Badhelo.VARIABLE, "service.ranking:Integer=10"})
@PluginName("helodns")
public final class Helodns implements MailFilter {
  static final Verdict NO_SUCH =
      Verdict.refuse(553, "sorry, your HELO/EHLO greeting is not in DNS (#5.7.1)");

  /** In the session's drawer: the name that was found. */
  private static final String PASSED = "helodns.passed";

  private final ListFile<Greetings> names;
  private final Lookups lookups;

  @Activate
  public Helodns(@Reference ControlFiles files, @Reference Lookups lookups) {
    this.names = new ListFile<>(files, "badhelo", Greetings::new);
    this.lookups = lookups;
  }

  @Override
  public Verdict sender(Session session, Sender sender) throws IOException {
    String check = session.variables().getOrDefault(Badhelo.VARIABLE, "");
    String helo = session.helo().orElse("");
    boolean asks = check.contains("A") || check.contains("M");
    if (!asks
        || session.relayClient().isPresent()
        || helo.isEmpty()
        || Literal.isLiteral(helo)
        || session.get(PASSED, String.class).filter(helo::equals).isPresent()) {
      return Verdict.PASS;
    }
    Optional<Greetings> listed = names.now();
    if (listed.isPresent() && listed.get().isTrusted(helo)) {
      return Verdict.PASS;
    }
    return lookUp(session, helo, check);
  }

  private Verdict lookUp(Session session, String helo, String check) {
    try {
      if (lookups.ask(resolver -> isThere(resolver, helo, check))) {
        session.put(PASSED, helo);
        return Verdict.PASS;
      }
      return NO_SUCH;
    } catch (IllegalArgumentException e) {
      return NO_SUCH;
    } catch (IOException e) {
      return Mfdnscheck.UNKNOWN;
    }
  }

  private static boolean isThere(Resolver resolver, String helo, String check) throws IOException {
    return (check.contains("A") && !resolver.addresses(helo).isEmpty())
        || (check.contains("M") && !resolver.mailServers(helo).isEmpty());
  }
}
