package org.quoin.intake;

import java.io.IOException;
import java.time.Duration;
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
import org.quoin.api.Reply;
import org.quoin.api.Sender;
import org.quoin.api.intake.BusyException;
import org.quoin.api.intake.Receipt;
import org.quoin.api.intake.Session;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;

/**
 * Where a draft becomes mail: its recipients are sorted by queue instance and store, and one append
 * for each store makes it theirs. For one store that is all of it or nothing. Between stores there
 * is no common append: all that can be known to fail has been tried before the first, and if a
 * later one fails nevertheless the peer is put off, so that mail may be doubled and is never lost.
 */
final class Desk {
  private final Placement placement;
  private final ReceivedLine received;
  private final InstantSource clock;
  private final Announcer announcer;
  private final EnvelopeRoom room;
  private final Quotas quotas;
  private final Appending appending = new Appending();

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

  /** Why an instance has no room for a recipient of its own now; empty if it has. */
  Optional<No> against(Session session, Instance instance) {
    return quotas.against(session, instance);
  }

  /**
   * Where a recipient belongs: a session's only queue goes before a filter's choice, and that
   * before the recipient.
   */
  Placement.Place place(Session session, Address recipient, @Nullable String chosen) {
    return session
        .queue()
        .or(() -> Optional.ofNullable(chosen))
        .map(placement::named)
        .orElseGet(() -> placement.of(recipient));
  }

  /** The recipients in one instance. */
  private record Share(Instance instance, String store, List<Named> recipients) {}

  /**
   * What one store gets.
   *
   * @param room that the message takes in the instances there, by its number there
   */
  private record Unit(
      QueueStore store, List<Share> shares, List<QueueRecord.Accepted> records, Reservation room) {
    long bytes() {
      return records.getFirst().content().size();
    }
  }

  /**
   * Makes the message durable in every instance that has a recipient of it.
   *
   * @throws BusyException if an instance or a store cannot take it now: the peer must try again
   */
  Receipt queue(Session session, MessageState state, Bodies bodies) throws BusyException {
    if (!appending.begin()) {
      throw new BusyException(Replies.LATER, "the intake is being stopped");
    }
    try {
      return append(session, state, bodies);
    } finally {
      appending.end();
    }
  }

  /** Takes no message any more, and waits this long for those that are being appended. */
  void close(Duration limit) {
    if (!appending.close(limit)) {
      announcer.warning("messages are still being appended after " + limit);
    }
  }

  private Receipt append(Session session, MessageState state, Bodies bodies) throws BusyException {
    Sender sender = state.mail().envelope().sender();
    List<Unit> units = units(session, state, sorted(session, state), bodies);
    try {
      Optional<No> no = take(session, units);
      return no.isPresent() ? refused(session, no.get(), sender) : append(session, units, sender);
    } finally {
      units.forEach(unit -> unit.room().close());
    }
  }

  /** Takes room for all of it before anything is appended. */
  private Optional<No> take(Session session, List<Unit> units) {
    for (Unit unit : units) {
      for (Share share : unit.shares()) {
        if (!placement.isOn(share.instance(), share.store())) {
          String queue = share.instance().label();
          return Optional.of(No.later("queue " + queue + " is just changing its store"));
        }
      }
      List<Instance> instances = unit.shares().stream().map(Share::instance).toList();
      Optional<No> no = quotas.take(session, instances, unit.bytes(), unit.room());
      if (no.isPresent()) {
        return no;
      }
    }
    return Optional.empty();
  }

  private Receipt append(Session session, List<Unit> units, Sender sender) throws BusyException {
    try {
      requireFit(units);
    } catch (IOException e) {
      throw busy(e);
    } catch (IllegalArgumentException tooLarge) {
      return refused(session, tooLarge, sender);
    }
    for (Unit unit : units) {
      try {
        unit.store().append(unit.records());
        unit.room().keep();
      } catch (IOException e) {
        warnOfDoubles(units, unit);
        throw busy(e);
      } catch (IllegalArgumentException tooLarge) {
        warnOfDoubles(units, unit);
        return refused(session, tooLarge, sender);
      }
    }
    List<String> queues =
        units.stream().flatMap(u -> u.records().stream()).map(QueueRecord::queue).toList();
    return new Receipt.Queued(queues, units.getFirst().room().message());
  }

  /** What one store refuses now, it will refuse again: then no other one may get its part. */
  private static void requireFit(List<Unit> units) throws IOException {
    if (units.size() > 1) {
      for (Unit unit : units) {
        unit.store().requireFit(unit.records());
      }
    }
  }

  private Receipt refused(Session session, IllegalArgumentException tooLarge, Sender sender) {
    return refused(session, new No("store: " + tooLarge.getMessage(), Replies.TOO_MANY), sender);
  }

  /** Says so to whoever sends it, and why to the operator. */
  Receipt refused(Session session, No no, Sender sender) {
    announcer.refused(session, no.reason(), no.reply(), Subject.message(sender));
    return new Receipt.Refused(no.reply());
  }

  /** Instances in the order of their first recipient. */
  private List<Share> sorted(Session session, MessageState state) throws BusyException {
    Map<String, Share> byQueue = new LinkedHashMap<>();
    Envelope envelope = state.mail().envelope();
    for (Named recipient : Named.of(envelope)) {
      Address address = recipient.address();
      switch (place(session, address, state.queue())) {
        case Placement.Place.In(Instance instance, String store) ->
            byQueue
                .computeIfAbsent(instance.id(), id -> new Share(instance, store, new ArrayList<>()))
                .recipients()
                .add(recipient);
        case Placement.Place.Nowhere(String reason) -> {
          announcer.refused(session, reason, Replies.LATER, Subject.of(envelope.sender(), address));
          throw new BusyException(Replies.LATER, reason);
        }
      }
    }
    return List.copyOf(byQueue.values());
  }

  /** Stores in the order of their first recipient; all bodies are finished. */
  private List<Unit> units(Session session, MessageState state, List<Share> shares, Bodies bodies)
      throws BusyException {
    Map<String, List<Share>> byStore = new LinkedHashMap<>();
    shares.forEach(
        share -> byStore.computeIfAbsent(share.store(), name -> new ArrayList<>()).add(share));
    Envelope whole = state.mail().envelope();
    Instant now = clock.instant();
    List<Unit> units = new ArrayList<>();
    try {
      for (Map.Entry<String, List<Share>> there : byStore.entrySet()) {
        Content content = bodies.in(there.getKey(), state.mail().content());
        long message = content.body().id();
        Content topped = content.onTop(received.of(session, message, now));
        List<QueueRecord.Accepted> records =
            there.getValue().stream().map(share -> record(share, now, whole, topped)).toList();
        QueueStore store = bodies.store(there.getKey());
        units.add(new Unit(store, there.getValue(), records, new Reservation(message)));
      }
    } catch (IOException e) {
      throw busy(e);
    }
    return units;
  }

  private static QueueRecord.Accepted record(
      Share share, Instant now, Envelope whole, Content content) {
    Envelope envelope = Named.envelope(whole.sender(), whole.parameters(), share.recipients());
    return new QueueRecord.Accepted(
        share.instance().id(), content.body().id(), now, envelope, content);
  }

  private void warnOfDoubles(List<Unit> units, Unit failed) {
    for (Unit unit : units.subList(0, units.indexOf(failed))) {
      unit.records()
          .forEach(
              there ->
                  announcer.warning(
                      "message "
                          + there.message()
                          + " of queue "
                          + there.queue()
                          + " will come a second time: another store did not take its part"));
    }
  }

  private static BusyException busy(IOException cause) {
    if (cause instanceof BusyException busy) {
      return busy;
    }
    Reply reply = cause instanceof NoRoomException ? Replies.NO_ROOM : Replies.WRITE_ERROR;
    BusyException busy = new BusyException(reply, String.valueOf(cause.getMessage()));
    busy.initCause(cause);
    return busy;
  }
}
