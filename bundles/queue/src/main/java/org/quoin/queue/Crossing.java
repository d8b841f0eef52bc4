package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Content;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueStore;

/**
 * Moves messages of an instance into an instance on another store, where no append is common to
 * both. Each step is durable before the next:
 *
 * <pre>
 *          here       there
 *   1      held
 *   2      held       held     the body is copied
 *   3      (nothing)  held
 *   4                 free
 * </pre>
 *
 * <p>So whatever a crash leaves, at most one message is held, here, there or in both, and neither
 * is delivered unasked: it is not lost and not doubled. When the move is repeated, a message that
 * is held here and has its twin held there goes on with step 3; it stays held, for an operator may
 * have held it before. A message that was held before all this stays held at the end.
 */
final class Crossing {
  private final QueueStore store;
  private final String from;
  private final DurableQueue to;
  private @Nullable Twins twins;

  Crossing(QueueStore store, String from, DurableQueue to) {
    this.store = store;
    this.from = from;
    this.to = to;
  }

  /**
   * @throws IOException if a store fails, or the instance there is being closed; the message may be
   *     held then
   */
  void move(History message) throws IOException {
    Successor successor = new Successor(message);
    boolean wasHeld = message.held();
    if (!successor.isNeeded() || (wasHeld && isThere(successor))) {
      leave(message);
      return;
    }
    try (BodyWriter body = to.store().createFromReserve()) {
      try (InputStream in = successor.content().body().open()) {
        in.transferTo(body.stream());
      }
      Content content = new Content(successor.content().header(), body.finish());
      if (!wasHeld) {
        hold(message, true);
      }
      arrive(message, successor.facts(to.id(), body.id(), content, true), wasHeld);
      leave(message);
      if (!wasHeld) {
        to.releaseNewcomer(body.id());
      }
    }
  }

  /** If it surely has not come there, it is free here again. */
  private void arrive(History message, List<QueueRecord> facts, boolean wasHeld)
      throws IOException {
    try {
      to.store().append(facts);
    } catch (NoRoomException | IllegalArgumentException e) {
      if (!wasHeld) {
        hold(message, false);
      }
      throw e;
    }
  }

  private void hold(History message, boolean held) throws IOException {
    store.append(List.of(new Held(from, message.number(), held)));
  }

  private void leave(History message) throws IOException {
    store.append(List.of(new Removed(from, message.number())));
  }

  private boolean isThere(Successor successor) throws IOException {
    Twins known = twins;
    if (known == null) {
      known = new Twins(to);
      twins = known;
    }
    return known.has(successor);
  }
}
