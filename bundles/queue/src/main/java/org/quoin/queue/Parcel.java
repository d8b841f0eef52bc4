package org.quoin.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueRecord.Settled;

/**
 * A message packed for another instance: what is left of its envelope, with birth, sender, body and
 * hold as they were. Those who have it stay behind; those who failed come along as failed and
 * bounce there; all others are tried there at once.
 *
 * @param accepted empty if nobody is left
 */
record Parcel(Removed left, Optional<Accepted> accepted, List<Mark> marks) {

  /**
   * @param queue id of the instance that it goes to
   * @param number that it will have there
   */
  record Label(String queue, long number) {}

  /** Nobody else may work on the message. */
  static Parcel of(History message, Label label) {
    Accepted old = message.accepted();
    Removed removed = new Removed(old.queue(), old.message());
    List<History.Line> left =
        message.lines().stream()
            .filter(r -> r.standing().isOpen() || r.standing().hasFailed())
            .toList();
    if (left.isEmpty()) {
      return new Parcel(removed, Optional.empty(), List.of());
    }
    List<Address> addresses = left.stream().map(History.Line::address).toList();
    Envelope envelope = new Envelope(old.envelope().sender(), addresses);
    Accepted accepted =
        new Accepted(label.queue(), label.number(), old.birth(), envelope, old.content());
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      mark(left.get(i), label, i).ifPresent(marks::add);
    }
    if (message.held()) {
      marks.add(new Held(label.queue(), label.number(), true));
    }
    return new Parcel(removed, Optional.of(accepted), List.copyOf(marks));
  }

  private static Optional<Mark> mark(History.Line line, Label to, int index) {
    if (line.standing().hasFailed()) {
      return Optional.of(new Settled(to.queue(), to.number(), index, true, line.text()));
    }
    return line.deferred().map(d -> dueNow(d, to, index));
  }

  /** The last answer, and the time that is no part of its age. */
  private static Mark dueNow(Deferred d, Label to, int index) {
    Optional<Instant> next = Optional.of(d.at());
    return new Deferred(
        to.queue(), to.number(), index, d.at(), next, d.excused(), d.cause(), d.text());
  }

  /** What is written, in one append. */
  List<QueueRecord> facts() {
    List<QueueRecord> facts = new ArrayList<>();
    accepted.ifPresent(facts::add);
    facts.addAll(marks);
    facts.add(left);
    return List.copyOf(facts);
  }
}
