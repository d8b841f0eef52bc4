package org.quoin.api.intake;

import java.util.List;
import org.quoin.api.Reply;

/** What became of a submitted draft. */
public sealed interface Receipt {

  /**
   * Durable in every one of these queue instances.
   *
   * @param queues ids of the instances, in the order of their first recipient; at least one
   * @param message the message's number in the first of them; the same in all of one store
   */
  record Queued(List<String> queues, long message) implements Receipt {}

  /** Not queued; the sender is told. */
  record Refused(Reply reply) implements Receipt {
    /**
     * @throws IllegalArgumentException if the reply says yes: mail would be lost
     */
    public Refused {
      if (!reply.isRefusal()) {
        throw new IllegalArgumentException("no refusal: " + reply);
      }
    }
  }

  /** Not queued, though the sender is told it was: a filter wants it so. */
  record Discarded(String reason) implements Receipt {}
}
