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

/**
 * What a message is in the instance that it is moved to. Those who have it already are left out;
 * those who failed are tried there, and bounce there. Its birth stays.
 */
final class Successor {
  private final Message message;
  private final List<Recipient> left;

  Successor(Message message) {
    this.message = message;
    this.left =
        message.recipients().stream()
            .filter(r -> r.standing().isOpen() || r.standing().hasFailed())
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
    return left.stream().map(Recipient::address).toList();
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
    Envelope envelope = new Envelope(sender(), recipients());
    facts.add(new Accepted(to, number, birth(), envelope, content));
    addExcuses(facts, to, number);
    if (held) {
      facts.add(new Held(to, number, true));
    }
    return facts;
  }

  /** How long something has been missing, which does not count as age there either. */
  private void addExcuses(List<QueueRecord> facts, String to, long number) {
    for (int i = 0; i < left.size(); i++) {
      int index = i;
      Standing standing = left.get(i).standing();
      if (standing.isOpen() && standing.isExcused()) {
        standing.deferred().map(d -> excuse(d, to, number, index)).ifPresent(facts::add);
      }
    }
  }

  /** There it is tried at once, whenever it was tried here. */
  private static Deferred excuse(Deferred d, String to, long number, int index) {
    Optional<Instant> next = Optional.of(d.at());
    return new Deferred(to, number, index, d.at(), next, d.excused(), d.cause(), d.text());
  }
}
