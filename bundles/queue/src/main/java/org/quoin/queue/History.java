package org.quoin.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Parameters;
import org.quoin.api.Parameters.Notify;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Settled;
import org.quoin.api.queue.QueueStore;

/**
 * All that the store says about one message: how it came in, and the mark that counts for each
 * recipient, with its text. Immutable; made when somebody asks, and not kept.
 *
 * @param held whether an operator has to say something before it is delivered
 */
record History(Accepted accepted, List<Line> lines, boolean held) {
  History {
    lines = List.copyOf(lines);
  }

  /** What is known about one recipient. */
  record Line(
      Address address,
      Parameters parameters,
      Standing standing,
      Optional<Deferred> deferred,
      String text) {
    static Line of(Address address, Parameters parameters) {
      return new Line(address, parameters, Standing.NEW, Optional.empty(), "");
    }

    /** Whether its sender asked to hear that it was delivered, and it was. */
    boolean hasGoodNews() {
      return standing.wasDelivered() && parameters.asks(Notify.SUCCESS);
    }

    /** Whether it failed, and its sender wants to hear of that. */
    boolean hasBadNews() {
      return standing.hasFailed() && parameters.asks(Notify.FAILURE);
    }

    private Line after(Mark mark) {
      if (!standing.isOpen()) {
        return this;
      }
      Standing next = standing.after(mark);
      return switch (mark) {
        case Settled s -> new Line(address, parameters, next, deferred, s.text());
        case Deferred d -> new Line(address, parameters, next, Optional.of(d), d.text());
        case QueueRecord.Held aboutTheWholeMessage -> this;
      };
    }
  }

  static History of(QueueStore.Stored stored) {
    return of(stored.accepted(), stored.marks(), stored.suspect());
  }

  static History of(Accepted accepted, List<Mark> marks, boolean suspect) {
    List<Line> lines = new ArrayList<>();
    Envelope envelope = accepted.envelope();
    for (Address address : envelope.recipients()) {
      lines.add(Line.of(address, envelope.parameters(lines.size())));
    }
    boolean held = suspect;
    for (Mark mark : marks) {
      switch (mark) {
        case Settled s -> mark(lines, s.recipient(), mark);
        case Deferred d -> mark(lines, d.recipient(), mark);
        case QueueRecord.Held h -> held = h.held();
      }
    }
    return new History(accepted, lines, held);
  }

  private static void mark(List<Line> lines, int index, Mark mark) {
    if (index >= 0 && index < lines.size()) {
      lines.set(index, lines.get(index).after(mark));
    }
  }

  long number() {
    return accepted.message();
  }

  /** Those for whom the sender gets a bounce: who failed, unless he did not want to hear of it. */
  List<Line> failed() {
    return lines.stream().filter(Line::hasBadNews).toList();
  }

  /** Whether every recipient is settled. */
  boolean isOver() {
    return lines.stream().noneMatch(line -> line.standing().isOpen());
  }

  /** Whether there is somebody who wants to hear of deliveries. */
  boolean tellsSuccess() {
    return Wishes.success(accepted.envelope());
  }

  /** Those of whom the sender wants to hear that they have it. */
  List<Line> succeeded() {
    return tellsSuccess() ? lines.stream().filter(Line::hasGoodNews).toList() : List.of();
  }
}
