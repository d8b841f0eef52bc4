package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Content;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Held;
import org.quoin.api.queue.QueueRecord.Removed;

/**
 * Moves messages into an instance on another store, where no append is common to both. Each step is
 * durable before the next:
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
  private final DurableQueue to;
  private @Nullable Twins twins;

  /** The log of the instance that a message leaves. */
  interface Log {
    /** Returns when the fact is durable. */
    void append(QueueRecord fact) throws IOException;
  }

  Crossing(DurableQueue to) {
    this.to = to;
  }

  /**
   * All four steps.
   *
   * @throws IOException if a store fails, or the instance there is being closed; the message may be
   *     held then
   */
  void move(History message, Log here) throws IOException {
    release(carry(message, here));
  }

  /**
   * The first three steps: it is not here any more.
   *
   * @return its number there, if the fourth is left to do
   * @throws IOException as {@link #move}
   */
  OptionalLong carry(History message, Log here) throws IOException {
    Successor successor = new Successor(message);
    if (!successor.isNeeded() || (message.held() && isThere(successor))) {
      leave(message, here);
      return OptionalLong.empty();
    }
    try (BodyWriter body = to.store().createFromReserve()) {
      try (InputStream in = successor.content().body().open()) {
        in.transferTo(body.stream());
      }
      Content content = new Content(successor.content().header(), body.finish());
      if (!message.held()) {
        hold(message, true, here);
      }
      arrive(message, successor.facts(to.id(), body.id(), content, true), here);
      leave(message, here);
      return message.held() ? OptionalLong.empty() : OptionalLong.of(body.id());
    }
  }

  /** The fourth step. */
  void release(OptionalLong newcomer) throws IOException {
    if (newcomer.isPresent()) {
      try {
        to.operations().releaseNewcomer(newcomer.getAsLong());
      } catch (IOException e) {
        throw new IOException(
            "it came as message %d into queue %s and may be held there, see queue:release: %s"
                .formatted(newcomer.getAsLong(), to.id(), e.getMessage()),
            e);
      }
    }
  }

  /** If it surely has not come there, it is free here again. */
  private void arrive(History message, List<QueueRecord> facts, Log here) throws IOException {
    try {
      to.store().append(facts);
    } catch (NoRoomException | IllegalArgumentException e) {
      if (!message.held()) {
        hold(message, false, here);
      }
      throw e;
    }
  }

  private static void hold(History message, boolean held, Log here) throws IOException {
    here.append(new Held(message.accepted().queue(), message.number(), held));
  }

  private static void leave(History message, Log here) throws IOException {
    here.append(new Removed(message.accepted().queue(), message.number()));
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
