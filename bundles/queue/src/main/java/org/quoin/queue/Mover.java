package org.quoin.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.quoin.api.Address;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Deferred;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueStore;

/**
 * Moves an instance's mail into another one of the same store, each message in one atomic append:
 * it is never in both and never in neither. While a mover is open the instance is attached to it,
 * so mail that still comes in can be moved, too.
 */
final class Mover implements AutoCloseable {
  private record Found(History message, boolean suspect) {}

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
    found.add(new Found(History.of(accepted, marks, suspect), suspect));
  }

  /** Messages that are known and not moved. */
  int size() {
    return found.size();
  }

  /**
   * Moves all that is known now.
   *
   * @param herald hears of each message which marks come with it, before it comes
   * @return how many messages were moved
   * @throws IllegalStateException if one is held as suspect; none is moved
   */
  int moveTo(String to, BiConsumer<Long, List<Mark>> herald) throws IOException {
    if (found.stream().anyMatch(Found::suspect)) {
      throw new IllegalStateException(
          "queue " + from + " holds mail as suspect; release or remove it first, see queue:list");
    }
    int moved = 0;
    for (Found next = found.poll(); next != null; next = found.poll()) {
      store.append(facts(next.message(), to, herald));
      moved++;
    }
    return moved;
  }

  @Override
  public void close() {
    attachment.close();
  }

  private List<QueueRecord> facts(History message, String to, BiConsumer<Long, List<Mark>> herald)
      throws IOException {
    List<QueueRecord> facts = new ArrayList<>();
    List<History.Line> left = left(message);
    if (!left.isEmpty()) {
      Accepted old = message.accepted();
      List<Address> addresses = left.stream().map(History.Line::address).toList();
      Envelope envelope = new Envelope(old.envelope().sender(), addresses);
      long number = newNumber();
      facts.add(new Accepted(to, number, old.birth(), envelope, old.content()));
      List<Mark> marks = excuses(left, to, number);
      if (message.held()) {
        marks.add(new Held(to, number, true));
      }
      herald.accept(number, marks);
      facts.addAll(marks);
    }
    facts.add(new Removed(from, message.number()));
    return facts;
  }

  /**
   * Those who have the message are left out; those who failed are tried there, and bounce there.
   */
  private static List<History.Line> left(History message) {
    return message.lines().stream()
        .filter(r -> r.standing().isOpen() || r.standing().hasFailed())
        .toList();
  }

  /** How long something has been missing, which does not count as age there either. */
  private static List<Mark> excuses(List<History.Line> left, String to, long number) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      int index = i;
      Standing standing = left.get(i).standing();
      if (standing.isOpen() && standing.isExcused()) {
        left.get(i).deferred().map(d -> excuse(d, to, number, index)).ifPresent(marks::add);
      }
    }
    return marks;
  }

  /** There it is tried at once, whenever it was tried here. */
  private static Mark excuse(Deferred d, String to, long number, int index) {
    Optional<Instant> next = Optional.of(d.at());
    return new Deferred(to, number, index, d.at(), next, d.excused(), d.cause(), d.text());
  }

  private long newNumber() throws IOException {
    try (BodyWriter unused = store.createFromReserve()) {
      return unused.id();
    }
  }
}
