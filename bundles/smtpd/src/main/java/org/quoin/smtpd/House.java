package org.quoin.smtpd;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.quoin.api.event.MailEvent;
import org.quoin.api.intake.Intake;

/**
 * What all sessions share.
 *
 * @param kind for whom it is
 * @param intake the one door as it is now; empty while it is away
 */
record House(
    Kind kind,
    Settings settings,
    Supplier<Optional<Intake>> intake,
    Consumer<MailEvent> events,
    InstantSource clock,
    Sessions sessions,
    Logins logins) {

  /** For whom it is. */
  enum Kind {
    /** Mail servers, and whom the access rules let relay. */
    RELAY,
    /** People's own programs (RFC 6409). */
    SUBMISSION;

    /** As sessions and filters know it. */
    String protocol() {
      return this == RELAY ? "smtp" : "submission";
    }
  }

  House with(Kind other) {
    return new House(other, settings, intake, events, clock, sessions, logins);
  }
}
