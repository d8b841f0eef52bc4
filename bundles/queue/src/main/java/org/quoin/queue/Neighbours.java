package org.quoin.queue;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.api.delivery.Router;
import org.quoin.api.delivery.Transport;
import org.quoin.api.event.MailEvents;
import org.quoin.api.intake.Intake;

/**
 * The services that an instance finds anew at every use, since they come and go.
 *
 * @param instances all that are configured
 */
record Neighbours(
    Plugins<Router> routers,
    Plugins<Transport> transports,
    Supplier<@Nullable Intake> intake,
    Supplier<@Nullable MailEvents> events,
    Supplier<List<Fleet.View>> instances) {}
