package org.quoin.queue;

import java.io.IOException;
import org.quoin.api.queue.BodyWriter;

/** What an operator wants done to single messages. */
interface Deed {
  Fate to(DurableQueue queue, long message) throws IOException;

  /** Whether it makes sense for messages of this instance. */
  default boolean concerns(DurableQueue queue) {
    return true;
  }

  /**
   * Puts messages into another instance: within a store by one append, into another store by a
   * crossing. For one command, which goes on where one that was interrupted before has stopped.
   */
  record Move(DurableQueue target, Crossing crossing) implements Deed {
    Move(DurableQueue target) {
      this(target, new Crossing(target));
    }

    @Override
    public Fate to(DurableQueue queue, long message) throws IOException {
      if (!target.worksOn(queue.store())) {
        return queue.operations().cross(message, crossing);
      }
      try (BodyWriter body = queue.store().createFromReserve()) { // only for its number
        return queue.operations().move(message, target.id(), body.id());
      }
    }

    @Override
    public boolean concerns(DurableQueue queue) {
      return !queue.id().equals(target.id());
    }
  }
}
