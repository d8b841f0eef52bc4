package org.quoin.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.quoin.api.Address;
import org.quoin.queue.Recipient.Place;

/** What each recipient of a message waits for, in one line that an operator can act on. */
final class Why {
  private static final Set<Place> PLANNED =
      EnumSet.of(Place.WAITING, Place.PARKED, Place.DUE, Place.READY);

  private Why() {}

  /**
   * @param reason what it waits for
   * @param answer the last one; may be empty
   */
  record Line(Address recipient, String reason, String answer) {
    /** For people. */
    String text() {
      String last = answer.isEmpty() ? "" : "; last answer: " + Listing.printable(answer);
      return Listing.printable(recipient.text()) + ": " + reason + last;
    }
  }

  /** Under the board's lock; empty if there is no such message. */
  static List<Line> lines(
      Snapshot.Source source, long number, Limits.Concurrency limits, Instant now) {
    return source.state().find(number).stream()
        .flatMap(message -> message.recipients().stream())
        .map(recipient -> line(source, recipient, limits, now))
        .toList();
  }

  /** The same lines with what each recipient was answered. */
  static List<Line> told(List<Line> lines, History history) {
    List<Line> told = new ArrayList<>();
    boolean telling = history.tellsSuccess();
    String news =
        history.isOver()
            ? "delivered; the success notice is not handed in yet"
            : "delivered; the success notice waits for the other recipients";
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      History.Line known = history.lines().get(i);
      boolean good = telling && known.hasGoodNews();
      String reason = good ? news : told(line.reason(), known);
      told.add(new Line(line.recipient(), reason, known.text().strip()));
    }
    return List.copyOf(told);
  }

  /** What its sender wants to hear (RFC 3461) is known to the store only. */
  private static String told(String reason, History.Line known) {
    return known.standing().hasFailed() && !known.hasBadNews()
        ? "failed; its sender does not want to hear of it"
        : reason;
  }

  private static Line line(
      Snapshot.Source source, Recipient recipient, Limits.Concurrency limits, Instant now) {
    return new Line(recipient.address(), reason(source, recipient, limits, now), "");
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
      case READY -> ready(source, recipient, limits, now);
      case WAITING ->
          "next attempt in " + Listing.span(now, recipient.due()) + ", at " + recipient.due();
    };
  }

  private static String failed(Recipient recipient) {
    return recipient.message().open() == 0
        ? "failed; the bounce is not handed in yet"
        : "failed; the bounce waits for the other recipients";
  }

  private static String ready(
      Snapshot.Source source, Recipient recipient, Limits.Concurrency limits, Instant now) {
    Routed routed = recipient.routed();
    if (routed == null) {
      return "waits for room";
    }
    boolean local = Routed.isLocal(routed.route());
    Lane lane = source.agenda().lane(local);
    String destination = routed.route().destination();
    return lane.backOff(destination, now)
        .map(Timeouts.Entry::text)
        .orElseGet(
            () -> "waits for room: " + room(lane, destination, local, limits.of(local), now));
  }

  private static String room(Lane lane, String destination, boolean local, int limit, Instant now) {
    String channel = local ? "local" : "remote";
    if (limit == 0) {
      return "concurrency" + channel + " is 0";
    }
    String all = lane.running() + " of " + limit + " " + channel + " attempts run";
    int there = lane.running(destination);
    String attempts =
        there == 0 ? "" : ", " + there + " of them to " + Listing.printable(destination);
    boolean proven = lane.trust(destination, now) == Evidence.Trust.PROVEN;
    return all + attempts + (proven ? "" : ", " + unproven(lane, destination));
  }

  private static String unproven(Lane lane, String destination) {
    return "%d of them to destinations that are not proven, such as %s"
        .formatted(lane.probes(), Listing.printable(destination));
  }
}
