package org.quoin.smtpd;

import java.time.Instant;
import java.time.InstantSource;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who is here, for people, and how to get rid of them. */
@Component(service = SmtpCommands.class)
@GogoCommand(
    scope = "smtp",
    function = {"sessions", "kick"})
public final class SmtpCommands {
  private final Sessions sessions;
  private final InstantSource clock;

  @Activate
  public SmtpCommands(@Reference Sessions sessions) {
    this(sessions, InstantSource.system());
  }

  SmtpCommands(Sessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Prints a line for each, the oldest first. */
  @Descriptor("Shows the SMTP sessions that are held now")
  public void sessions(CommandSession session) {
    Instant now = clock.instant();
    sessions.all().forEach(each -> session.getConsole().println(each.line(now)));
  }

  /**
   * Ends one; its mail that has not been accepted comes again.
   *
   * @throws IllegalArgumentException if there is none of this id
   */
  @Descriptor("Ends an SMTP session: ID, as smtp:sessions shows it")
  public void kick(CommandSession session, String id) {
    sessions
        .find(id)
        .orElseThrow(() -> new IllegalArgumentException("There is no session " + id + "."))
        .end();
    session.getConsole().println(id + " ends.");
  }
}
