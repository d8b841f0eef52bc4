package org.quoin.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.delivery.Cause;
import org.quoin.api.delivery.Outcome;
import org.quoin.api.delivery.Route;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord.Accepted;

/** A channel whose attempts run in a test's hands, by a clock that the test moves. */
final class LaneRig {
  static final Outcome ANSWER = new Outcome.Later(Cause.ANSWER, "busy\n");
  static final Outcome TIMEOUT = new Outcome.Later(Cause.TIMEOUT, "timed out\n");

  final Timeouts timeouts = new Timeouts(new Random(7));
  final Lane lane = new Lane(timeouts);
  Lane.Room room;
  Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private long numbers;

  LaneRig(int channel, int destination) {
    room = new Lane.Room(channel, destination, 604_800);
  }

  /** A recipient whose way is known; it is in nobody's hands but the test's. */
  Recipient recipient(String destination) {
    return recipient(destination, now);
  }

  Recipient recipient(String destination, Instant birth) {
    Address to = new Address("joe@" + destination);
    Content content = new Content("", new FakeStore.TextBody(0, "", new AtomicBoolean(), Set.of()));
    Envelope envelope = new Envelope(new Sender("sue@far.test"), List.of(to));
    Message message = new Message(new Accepted("00", ++numbers, birth, envelope, content), false);
    Recipient recipient = message.recipients().getFirst();
    Route route = new Route("smtp", to, Optional.empty(), destination, "test");
    recipient.routed(new Routed(route, now));
    recipient.due(now, true);
    return recipient;
  }

  /** One that is ready. */
  Recipient ready(String destination) {
    Recipient recipient = recipient(destination);
    lane.add(recipient, now);
    return recipient;
  }

  /** One that was deferred before and is ready. */
  Recipient readyAgain(String destination) {
    Recipient recipient = recipient(destination);
    deferred(recipient);
    lane.add(recipient, now);
    return recipient;
  }

  void deferred(Recipient recipient) {
    long number = recipient.message().number();
    recipient
        .message()
        .apply(Facts.deferred("00", number, 0, now, new Outcome.Later(Cause.ANSWER, "busy\n")));
  }

  void ready(String destination, int many) {
    for (int i = 0; i < many; i++) {
      ready(destination);
    }
  }

  /** All that may start now. */
  List<Recipient> start() {
    List<Recipient> started = new ArrayList<>();
    for (var next = next(); next.isPresent(); next = next()) {
      started.add(next.get());
    }
    return started;
  }

  Optional<Recipient> next() {
    return lane.start(room, now);
  }

  void end(Recipient recipient, Outcome outcome) {
    lane.end(recipient, outcome, now);
  }

  /** A destination that has answered just now. */
  void prove(String destination) {
    Recipient recipient = ready(destination);
    for (var next = next(); next.isPresent(); next = next()) {
      end(next.get(), ANSWER);
      if (next.get().equals(recipient)) {
        return;
      }
    }
    throw new AssertionError(destination + " was not started");
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  static String destination(Recipient recipient) {
    return recipient.address().domain();
  }

  static List<String> destinations(List<Recipient> recipients) {
    return recipients.stream().map(LaneRig::destination).toList();
  }
}
