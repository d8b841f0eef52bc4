package org.quoin.intake;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;

/**
 * Where a draft becomes mail: its recipients are sorted by queue instance, and one append makes it
 * theirs, all of it or nothing.
 */
final class Desk {
  private final Placement placement;
  private final ReceivedLine received;
  private final InstantSource clock;
  private final Announcer announcer;
  private final EnvelopeRoom room;
  private final Quotas quotas;

  Desk(
      Placement placement,
      ReceivedLine received,
      InstantSource clock,
      Announcer announcer,
      EnvelopeRoom room) {
    this.placement = placement;
    this.received = received;
    this.clock = clock;
    this.announcer = announcer;
    this.room = room;
    this.quotas = new Quotas(placement);
  }

  Announcer announcer() {
    return announcer;
  }

  EnvelopeRoom room() {
    return room;
  }

  /** Names of the filters that some instance names for its own mail. */
  Set<String> filters() {
    return placement.filters();
  }

  /** Why no queue can take this recipient now; empty if one can. */
  Optional<No> against(Session session, Address recipient, @Nullable String chosen) {
    return switch (place(session, recipient, chosen)) {
      case Placement.Place.Nowhere(String reason) -> Optional.of(No.later(reason));
      case Placement.Place.In(Instance instance) -> quotas.against(session, instance);
    };
  }

  /** A session's only queue goes before a filter's choice, and that before the recipient. */
  Placement.Place place(Session session, Address recipient, @Nullable String chosen) {
    return session
        .queue()
        .or(() -> Optional.ofNullable(chosen))
        .map(placement::named)
        .orElseGet(() -> placement.of(recipient));
  }

  /**
   * Makes the message durable in every instance that has a recipient of it.
   *
   * @throws BusyException if an instance or the store cannot take it now: nothing was queued
   */
  Receipt queue(Session session, MessageState state, QueueStore store) throws BusyException {
    Sender sender = state.mail().envelope().sender();
    Map<Instance, List<Address>> byQueue = sorted(session, state);
    long message = state.mail().content().body().id();
    Instant now = clock.instant();
    Content content = state.mail().content().onTop(received.of(session.origin(), message, now));
    List<QueueRecord.Accepted> records = new ArrayList<>();
    byQueue.forEach(
        (queue, recipients) ->
            records.add(
                new QueueRecord.Accepted(
                    queue.id(), message, now, new Envelope(sender, recipients), content)));
    try (Reservation room = new Reservation(message)) {
      Optional<No> no = quotas.take(session, byQueue.keySet(), content.size(), room);
      if (no.isPresent()) {
        return refused(session, no.get(), sender);
      }
      store.append(records);
      room.keep();
    } catch (IOException e) {
      throw busy(e);
    } catch (IllegalArgumentException tooLarge) {
      return refused(session, new No("store: " + tooLarge.getMessage(), Replies.TOO_MANY), sender);
    }
    return new Receipt.Queued(byQueue.keySet().stream().map(Instance::id).toList(), message);
  }

  private Receipt refused(Session session, No no, Sender sender) {
    announcer.refused(session, no.reason(), no.reply(), sender, "");
    return new Receipt.Refused(no.reply());
  }

  /** Instances in the order of their first recipient. */
  private Map<Instance, List<Address>> sorted(Session session, MessageState state)
      throws BusyException {
    Map<Instance, List<Address>> byQueue = new LinkedHashMap<>();
    Envelope envelope = state.mail().envelope();
    for (Address recipient : envelope.recipients()) {
      switch (place(session, recipient, state.queue())) {
        case Placement.Place.In(Instance instance) ->
            byQueue.computeIfAbsent(instance, id -> new ArrayList<>()).add(recipient);
        case Placement.Place.Nowhere(String reason) -> {
          announcer.refused(session, reason, Replies.LATER, envelope.sender(), recipient.text());
          throw new BusyException(Replies.LATER, reason);
        }
      }
    }
    return byQueue;
  }

  private static BusyException busy(IOException cause) {
    BusyException busy = new BusyException(Replies.WRITE_ERROR, String.valueOf(cause.getMessage()));
    busy.initCause(cause);
    return busy;
  }
}
