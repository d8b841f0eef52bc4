package org.quoin.store;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.QueueRecord;

/** Turns facts into a frame's payload, on the thread of the caller. */
final class Framer {
  private final Bodies bodies;
  private final Index index;
  private final int longestPayload;

  Framer(Bodies bodies, Index index, int longestPayload) {
    this.bodies = bodies;
    this.index = index;
    this.longestPayload = longestPayload;
  }

  /**
   * Keeps the bodies that these facts refer to from going away; each is to be unpinned.
   *
   * @throws IOException if one is gone
   */
  Set<Body> pin(List<? extends QueueRecord> facts) throws IOException {
    Set<Body> pinned = new LinkedHashSet<>();
    for (QueueRecord fact : facts) {
      if (fact instanceof QueueRecord.Accepted accepted) {
        Body body = own(accepted.content().body());
        if (!pinned.contains(body) && !index.pin(body)) {
          unpin(pinned);
          throw new IOException("body " + body.id() + " is gone");
        }
        pinned.add(body);
      }
    }
    return pinned;
  }

  void unpin(Set<Body> pinned) {
    pinned.forEach(index::unpin);
  }

  private Body own(StoredBody body) {
    if (body instanceof Body ours && ours.belongsTo(bodies)) {
      return ours;
    }
    throw new IllegalArgumentException("body " + body.id() + " is not of this store");
  }

  /**
   * Bodies that the log does not have yet go before the facts.
   *
   * @throws IllegalArgumentException if it is too long, or a message is here already
   */
  Payload payload(Set<Body> pinned, List<? extends QueueRecord> facts) {
    Payload.Builder frame = new Payload.Builder();
    for (Body body : pinned) {
      Body.HeapCopy copy = body.heap();
      if (copy != null) {
        frame.add(body.ref(), copy.bytes().duplicate());
      }
    }
    for (QueueRecord fact : facts) {
      if (fact instanceof QueueRecord.Accepted) {
        requireNew(fact);
      }
      frame.add(record(fact));
    }
    if (frame.length() > longestPayload) {
      throw new IllegalArgumentException(
          frame.length() + " bytes at once, but the log takes at most " + longestPayload);
    }
    return frame.build();
  }

  private LogRecord record(QueueRecord fact) {
    return fact instanceof QueueRecord.Held held && !held.held()
        ? new LogRecord.Marked(held, index.doubt(held.queue(), held.message()))
        : LogRecord.of(fact);
  }

  private void requireNew(QueueRecord message) {
    if (index.entry(message.queue(), message.message()).isPresent()) {
      throw new IllegalArgumentException(
          "message " + message.message() + " is in queue " + message.queue() + " already");
    }
  }
}
