package org.quoin.api.queue;

import java.time.Instant;
import java.util.List;
import org.quoin.api.Address;
import org.quoin.api.Sender;

/**
 * A waiting message, for people.
 *
 * @param size bytes
 */
public record QueueEntry(
    String queue, long message, Instant birth, long size, Sender sender, List<Line> recipients) {

  /** Where one recipient stands. */
  public enum Status {
    WAITING,
    DELIVERING,
    HELD,
    DELIVERED,
    FAILED
  }

  /**
   * @param due next attempt; meaningful while waiting
   * @param reason why it waits or how it ended; may be empty
   */
  public record Line(Address recipient, Status status, Instant due, String reason) {}
}
