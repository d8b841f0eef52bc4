package org.quoin.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.quoin.api.queue.QueueStore;

/** Movers of one instance's mail, one for each store that may hold any. */
final class Movers implements AutoCloseable {
  private final List<Mover> movers = new ArrayList<>();

  /**
   * @throws IllegalStateException if the instance is at work
   */
  Movers(Collection<QueueStore> stores, String from) throws IOException {
    boolean done = false;
    try {
      for (QueueStore store : stores) {
        movers.add(new Mover(store, from));
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  int size() {
    return movers.stream().mapToInt(Mover::size).sum();
  }

  /** Like {@link Mover#moveTo}. */
  int moveTo(DurableQueue to) throws IOException {
    int moved = 0;
    for (Mover mover : movers) {
      moved += mover.moveTo(to);
    }
    return moved;
  }

  @Override
  public void close() {
    movers.forEach(Mover::close);
  }
}
