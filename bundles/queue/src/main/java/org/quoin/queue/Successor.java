package org.quoin.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Settled;

/**
 * What a message is in the instance that it is moved to. Those who have it already are left out,
 * unless the sender asked to hear of it; those who failed come along as failed, and bounce there;
 * all others are tried there at once. Its birth and its parameters stay.
 */
final class Successor {
  private final History message;
  private final List<History.Line> left;

  Successor(History message) {
    this.message = message;
    boolean tellsSuccess = Wishes.success(message.accepted().envelope());
    this.left =
        message.lines().stream()
            .filter(
                r ->
                    r.standing().isOpen()
                        || r.standing().hasFailed()
                        || (tellsSuccess && r.hasGoodNews()))
            .toList();
  }

  /** Whether anybody still waits for it. */
  boolean isNeeded() {
    return !left.isEmpty();
  }

  Instant birth() {
    return message.accepted().birth();
  }

  Sender sender() {
    return message.accepted().envelope().sender();
  }

  List<Address> recipients() {
    return left.stream().map(History.Line::address).toList();
  }

  Envelope envelope() {
    return new Envelope(
        sender(),
        recipients(),
        message.accepted().envelope().parameters(),
        left.stream().map(History.Line::parameters).toList());
  }

  Content content() {
    return message.accepted().content();
  }

  /**
   * Its facts there, to be appended together.
   *
   * @param content {@link #content} with a body that lies in the store of the instance
   * @param held whether it waits there for an operator
   */
  List<QueueRecord> facts(String to, long number, Content content, boolean held) {
    List<QueueRecord> facts = new ArrayList<>();
    facts.add(new Accepted(to, number, birth(), envelope(), content));
    for (int i = 0; i < left.size(); i++) {
      mark(left.get(i), to, number, i).ifPresent(facts::add);
    }
    if (held) {
      facts.add(new Held(to, number, true));
    }
    return facts;
  }

  private static Optional<Mark> mark(History.Line line, String to, long number, int index) {
    boolean failed = line.standing().hasFailed();
    return failed || line.standing().wasDelivered()
        ? Optional.of(new Settled(to, number, index, failed, line.text()))
        : line.deferred().map(d -> dueNow(d, to, number, index));
  }

  /** The last answer, and the time that is no part of its age. */
  private static Mark dueNow(Deferred d, String to, long number, int index) {
    Optional<Instant> next = Optional.of(d.at());
    return new Deferred(to, number, index, d.at(), next, d.excused(), d.cause(), d.text());
  }
}
