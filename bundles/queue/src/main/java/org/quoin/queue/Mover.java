package org.quoin.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueStore;

/**
 * Moves an instance's mail out of one store, into another instance there or elsewhere. Within the
 * store each message moves in one atomic append: it is never in both and never in neither. Into
 * another store it goes by a {@link Crossing}. While a mover is open the instance is attached to
 * it, so mail that still comes in can be moved, too.
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
   * @return how many messages were moved
   * @throws IllegalStateException if one is held as suspect; none is moved
   */
  int moveTo(DurableQueue to) throws IOException {
    if (found.stream().anyMatch(Found::suspect)) {
      throw new IllegalStateException(
          "queue " + from + " holds mail as suspect; release or remove it first, see queue:list");
    }
    Crossing crossing = new Crossing(to);
    int moved = 0;
    for (Found next = found.poll(); next != null; next = found.poll()) {
      if (to.worksOn(store)) {
        store.append(facts(next.message(), to.id()));
      } else {
        crossing.move(next.message(), fact -> store.append(List.of(fact)));
      }
      moved++;
    }
    return moved;
  }

  @Override
  public void close() {
    attachment.close();
  }

  private List<QueueRecord> facts(History message, String to) throws IOException {
    Successor successor = new Successor(message);
    List<QueueRecord> facts = new ArrayList<>();
    if (successor.isNeeded()) {
      facts.addAll(successor.facts(to, newNumber(), successor.content(), message.held()));
    }
    facts.add(new Removed(from, message.number()));
    return facts;
  }

  private long newNumber() throws IOException {
    try (BodyWriter unused = store.createFromReserve()) {
      return unused.id();
    }
  }
}
