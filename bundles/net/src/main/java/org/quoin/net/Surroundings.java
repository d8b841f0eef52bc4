package org.quoin.net;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.quoin.api.event.MailEvent;

/** What every connection needs besides its socket. */
record Surroundings(
    Protocols protocols,
    Entrance entrance,
    Certificates certificates,
    Deadlines deadlines,
    Consumer<MailEvent> events,
    InstantSource clock) {}
