package org.quoin.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.quoin.queue.Recipient.Place;

/** What each recipient of a message waits for, in one line that an operator can act on. */
final class Why {
  private static final Set<Place> PLANNED =
      EnumSet.of(Place.WAITING, Place.PARKED, Place.DUE, Place.READY);

  private Why() {}

  /** Under the board's lock; empty if there is no such message. */
  static List<String> lines(
      Snapshot.Source source, long number, Limits.Concurrency limits, Instant now) {
    return source.state().find(number).stream()
        .flatMap(message -> message.recipients().stream())
        .map(recipient -> line(source, recipient, limits, now))
        .toList();
  }

  /** The same lines with what each recipient was answered. */
  static List<String> told(History history, List<String> lines) {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String answer = Listing.printable(history.lines().get(i).text().strip());
      told.add(lines.get(i) + (answer.isEmpty() ? "" : "; last answer: " + answer));
    }
    return told;
  }

  private static String line(
      Snapshot.Source source, Recipient recipient, Limits.Concurrency limits, Instant now) {
    String who = Listing.printable(recipient.address().text()) + ": ";
    return who + reason(source, recipient, limits, now);
  }

  private static String reason(
      Snapshot.Source source, Recipient recipient, Limits.Concurrency limits, Instant now) {
    boolean planned = PLANNED.contains(recipient.place());
    if (planned && !source.settings().delivers()) {
      return Snapshot.INSTANCE_HELD;
    }
    return switch (recipient.place()) {
      case DONE -> recipient.hasFailed() ? failed(recipient) : "delivered";
      case HELD -> Snapshot.heldBy(recipient.message());
      case RUNNING -> "is being tried now";
      case PARKED -> "waits for a plugin";
      case DUE -> "its way is being looked for";
      case READY -> "waits for room: " + room(source, recipient, limits);
      case WAITING ->
          "next attempt in " + Listing.span(now, recipient.due()) + ", at " + recipient.due();
    };
  }

  private static String failed(Recipient recipient) {
    return recipient.message().open() == 0
        ? "failed; the bounce is not handed in yet"
        : "failed; the bounce waits for the other recipients";
  }

  private static String room(
      Snapshot.Source source, Recipient recipient, Limits.Concurrency limits) {
    Routed routed = recipient.routed();
    boolean local = routed != null && Routed.isLocal(routed.route());
    int running = source.agenda().lane(local).running();
    int limit = limits.of(local);
    String channel = local ? "local" : "remote";
    return limit == 0
        ? "concurrency" + channel + " is 0"
        : running + " of " + limit + " " + channel + " attempts run";
  }
}
