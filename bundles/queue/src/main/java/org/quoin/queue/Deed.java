package org.quoin.queue;

import java.io.IOException;

/** What an operator wants done to single messages. */
interface Deed {
  Fate to(DurableQueue queue, long message) throws IOException;

  /**
   * Refuses an instance before anything is done.
   *
   * @throws IllegalArgumentException if it cannot be done there
   */
  default void require(DurableQueue queue) {}

  /** Whether it makes sense for messages of this instance. */
  default boolean concerns(DurableQueue queue) {
    return true;
  }

  /** Puts messages into another instance of the same store. */
  record Move(DurableQueue target) implements Deed {
    @Override
    public Fate to(DurableQueue queue, long message) throws IOException {
      require(queue);
      return queue.moveTo(target, message);
    }

    @Override
    public void require(DurableQueue queue) {
      if (!queue.sharesStoreWith(target)) {
        throw new IllegalArgumentException(
            "queue %s is in another store than %s: mail moves only within one store"
                .formatted(target.id(), queue.id()));
      }
    }

    @Override
    public boolean concerns(DurableQueue queue) {
      return !queue.id().equals(target.id());
    }
  }
}
