package org.quoin.queue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.quoin.api.Address;
import org.quoin.api.queue.QueueEntry;
import org.quoin.api.queue.QueueEntry.Line;
import org.quoin.api.queue.QueueEntry.Status;
import org.quoin.queue.Recipient.Place;

/** What people see of an instance. */
final class Snapshot {
  static final String SUSPECT =
      "held: the journal was damaged and may have lost that it was delivered; see queue:show";
  static final String HELD = "held by the operator";
  static final String INSTANCE_HELD = "held: the instance does not deliver now";
  static final String BOUNCING = "bounce not handed in yet";
  private static final String TELLING = "success notice not handed in yet";

  /** What a view is made from, under the board's lock. */
  record Source(Settings settings, QueueState state, Agenda agenda) {}

  /**
   * Counts of recipients, but for messages.
   *
   * @param waiting for their time or for room
   * @param parked for a plugin
   */
  record Counts(int messages, int waiting, int parked, int held, int local, int remote) {}

  private Snapshot() {}

  static List<QueueEntry> entries(Source source, Predicate<QueueEntry> wanted, int limit) {
    return source.state().messages().stream()
        .map(message -> entry(source, message))
        .filter(wanted)
        .limit(limit)
        .toList();
  }

  /** Shows each that is wanted, in no order; under the board's lock, so be quick. */
  static void each(Source source, Predicate<QueueEntry> wanted, Consumer<QueueEntry> out) {
    source
        .state()
        .forEach(
            message -> {
              QueueEntry entry = entry(source, message);
              if (wanted.test(entry)) {
                out.accept(entry);
              }
            });
  }

  static List<QueueEntry> held(Source source) {
    return source.state().messages().stream()
        .filter(Message::isHeld)
        .map(message -> entry(source, message))
        .toList();
  }

  static Optional<QueueEntry> entry(Source source, long number) {
    return source.state().find(number).map(message -> entry(source, message));
  }

  static Counts counts(Source source) {
    Map<Place, Integer> places = new EnumMap<>(Place.class);
    source
        .state()
        .forEach(m -> m.recipients().forEach(r -> places.merge(r.place(), 1, Integer::sum)));
    int waiting =
        Stream.of(Place.WAITING, Place.DUE, Place.READY).mapToInt(p -> count(places, p)).sum();
    int parked = count(places, Place.PARKED);
    int held = count(places, Place.HELD);
    int local = source.agenda().lane(true).running();
    int remote = source.agenda().lane(false).running();
    return new Counts(source.state().size(), waiting, parked, held, local, remote);
  }

  private static int count(Map<Place, Integer> places, Place place) {
    return places.getOrDefault(place, 0);
  }

  private static QueueEntry entry(Source source, Message message) {
    List<Address> to = message.addresses();
    List<Line> lines =
        message.recipients().stream()
            .map(r -> line(source.settings(), r, to.get(r.index())))
            .toList();
    return new QueueEntry(
        source.settings().id(),
        message.number(),
        message.birth(),
        message.size(),
        message.sender(),
        lines);
  }

  private static Line line(Settings settings, Recipient recipient, Address address) {
    Status status = status(settings, recipient);
    return new Line(address, status, recipient.due(), reason(status, recipient));
  }

  private static Status status(Settings settings, Recipient recipient) {
    return switch (recipient.place()) {
      case HELD -> Status.HELD;
      case WAITING, PARKED, DUE, READY -> settings.delivers() ? Status.WAITING : Status.HELD;
      case RUNNING -> Status.DELIVERING;
      case DONE -> recipient.hasFailed() ? Status.FAILED : Status.DELIVERED;
    };
  }

  private static String reason(Status status, Recipient recipient) {
    return switch (status) {
      case HELD -> heldBy(recipient.message());
      case FAILED -> recipient.message().open() == 0 ? bouncing(recipient) : "";
      case WAITING, DELIVERING, DELIVERED -> "";
    };
  }

  /** The same with what was answered, which is in the store. */
  static QueueEntry told(QueueEntry entry, History history) {
    List<Line> lines = new ArrayList<>();
    boolean telling = history.tellsSuccess() && history.isOver();
    for (int i = 0; i < entry.recipients().size(); i++) {
      Line line = entry.recipients().get(i);
      History.Line known = history.lines().get(i);
      boolean notified = telling && known.hasGoodNews();
      lines.add(line.status() == Status.HELD ? line : told(line, known, notified));
    }
    return new QueueEntry(
        entry.queue(), entry.message(), entry.birth(), entry.size(), entry.sender(), lines);
  }

  private static Line told(Line line, History.Line known, boolean notified) {
    String reason =
        switch (line.status()) {
          case FAILED -> known.hasBadNews() ? line.reason() : "";
          case DELIVERED -> notified ? " (" + TELLING + ")" : "";
          case HELD, WAITING, DELIVERING -> line.reason();
        };
    return new Line(line.recipient(), line.status(), line.due(), known.text().strip() + reason);
  }

  private static String bouncing(Recipient recipient) {
    String trouble = recipient.message().bounceTrouble();
    return " (" + BOUNCING + (trouble.isEmpty() ? "" : ": " + trouble) + ")";
  }

  static String heldBy(Message message) {
    if (message.isSuspect()) {
      return SUSPECT;
    }
    return message.isHeld() ? HELD : INSTANCE_HELD;
  }
}
