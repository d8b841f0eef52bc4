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
 * @param intake the one door as it is now; empty while it is away
 */
record House(
    Settings settings,
    Supplier<Optional<Intake>> intake,
    Consumer<MailEvent> events,
    InstantSource clock,
    Sessions sessions,
    Logins logins) {}
