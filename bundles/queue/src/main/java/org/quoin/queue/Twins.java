package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.quoin.api.Content;
import org.quoin.api.queue.QueueEntry;

/**
 * The messages of an instance that an interrupted move may have left there: all that are held. The
 * birth of a message, to the nanosecond, and all that is in it are its identity.
 */
final class Twins {
  private static final int PIECE = 64 << 10;

  private final DurableQueue queue;
  private final Map<Instant, List<QueueEntry>> held;

  Twins(DurableQueue queue) {
    this.queue = queue;
    this.held = queue.held().stream().collect(Collectors.groupingBy(QueueEntry::birth));
  }

  /**
   * @throws IOException if a body cannot be read, so nobody knows
   */
  boolean has(Successor successor) throws IOException {
    for (QueueEntry entry : held.getOrDefault(successor.birth(), List.of())) {
      boolean alike =
          entry.size() == successor.content().size()
              && entry.sender().equals(successor.sender())
              && entry.recipients().stream()
                  .map(QueueEntry.Line::recipient)
                  .toList()
                  .equals(successor.recipients());
      if (alike
          && isHeld(entry.message())
          && same(queue.content(entry.message()), successor.content())) {
        return true;
      }
    }
    return false;
  }

  /** Somebody may have taken it away meanwhile. */
  private boolean isHeld(long message) {
    return queue.message(message).filter(Message::isHeld).isPresent();
  }

  private static boolean same(Content one, Content other) throws IOException {
    try (InputStream a = one.open();
        InputStream b = other.open()) {
      while (true) {
        byte[] piece = a.readNBytes(PIECE);
        if (!Arrays.equals(piece, b.readNBytes(PIECE))) {
          return false;
        }
        if (piece.length == 0) {
          return true;
        }
      }
    }
  }
}
