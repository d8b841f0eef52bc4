package org.quoin.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.quoin.api.Address;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueStore;

/**
 * Moves an instance's mail into another one of the same store, each message in one atomic append:
 * it is never in both and never in neither. While a mover is open the instance is attached to it,
 * so mail that still comes in can be moved, too.
 */
final class Mover implements AutoCloseable {
  private record Found(Message message, boolean suspect) {}

  private final QueueStore store;
  private final String from;
  private final Queue<Found> found = new ConcurrentLinkedQueue<>();
  private final QueueStore.Attachment attachment;

  /**
   * @throws IllegalStateException if the instance is at work
   */
  Mover(QueueStore store, String from) throws IOException {
    this.store = store;
    this.from = from;
    this.attachment = store.attach(from, this::found);
  }

  private void found(Accepted accepted, List<Mark> marks, boolean suspect) {
    Message message = new Message(accepted, suspect);
    marks.forEach(message::apply);
    found.add(new Found(message, suspect));
  }

  /** Messages that are known and not moved. */
  int size() {
    return found.size();
  }

  /**
   * Moves all that is known now.
   *
   * @return how many messages were moved
   * @throws IllegalStateException if one is held as suspect; none is moved
   */
  int moveTo(String to) throws IOException {
    if (found.stream().anyMatch(Found::suspect)) {
      throw new IllegalStateException(
          "queue " + from + " holds mail as suspect; release or remove it first, see queue:list");
    }
    int moved = 0;
    for (Found next = found.poll(); next != null; next = found.poll()) {
      store.append(facts(next.message(), to));
      moved++;
    }
    return moved;
  }

  @Override
  public void close() {
    attachment.close();
  }

  private List<QueueRecord> facts(Message message, String to) throws IOException {
    List<QueueRecord> facts = new ArrayList<>();
    List<Address> left = left(message);
    if (!left.isEmpty()) {
      Accepted old = message.accepted();
      Envelope envelope = new Envelope(old.envelope().sender(), left);
      facts.add(new Accepted(to, newNumber(), old.birth(), envelope, old.content()));
    }
    facts.add(new Removed(from, message.number()));
    return facts;
  }

  /**
   * Those who have the message are left out; those who failed are tried there, and bounce there.
   */
  private static List<Address> left(Message message) {
    return message.recipients().stream()
        .filter(r -> r.standing().isOpen() || r.standing().hasFailed())
        .map(Recipient::address)
        .toList();
  }

  private long newNumber() throws IOException {
    try (BodyWriter unused = store.create()) {
      return unused.id();
    }
  }
}
