package org.quoin.queue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueStore;

/**
 * Where an instance looks up what it does not keep of its messages. The few that came in, or were
 * asked for, last are at hand, since a message is mostly tried at once and its recipients one after
 * the other; all others are read from the store.
 */
final class Archive {
  private static final int AT_HAND = 32;

  /** So many recipients of all that is at hand; the last message is, however many it has. */
  private static final int RECIPIENTS = 4096;

  private final QueueStore store;
  private final String queue;

  /** By number; whoever was asked for last is last. */
  private final Map<Long, Accepted> atHand = new LinkedHashMap<>(16, 0.75f, true);

  private int recipients;

  Archive(QueueStore store, String queue) {
    this.store = store;
    this.queue = queue;
  }

  /** The store's name, which makes delivery keys differ between stores. */
  String storeId() {
    return store.id();
  }

  /** It will be asked for soon. */
  synchronized void lay(Accepted message) {
    if (atHand.put(message.message(), message) == null) {
      recipients += count(message);
    }
    var eldest = atHand.entrySet().iterator();
    while (atHand.size() > 1 && (atHand.size() > AT_HAND || recipients > RECIPIENTS)) {
      recipients -= count(eldest.next().getValue());
      eldest.remove();
    }
  }

  /** It has left the instance. */
  synchronized void forget(long message) {
    Accepted gone = atHand.remove(message);
    recipients -= gone == null ? 0 : count(gone);
  }

  private static int count(Accepted message) {
    return message.envelope().recipients().size();
  }

  private synchronized Optional<Accepted> atHand(long message) {
    return Optional.ofNullable(atHand.get(message));
  }

  /**
   * The message as it came in.
   *
   * @throws IOException if it cannot be read
   */
  Accepted message(long number) throws IOException {
    Optional<Accepted> found = atHand(number);
    if (found.isPresent()) {
      return found.get();
    }
    Accepted read =
        store
            .accepted(queue, number)
            .orElseThrow(() -> new IOException("message " + number + " is not in the store"));
    lay(read);
    return read;
  }

  /**
   * All that is known about it.
   *
   * @throws IOException if it cannot be read
   */
  History history(long number) throws IOException {
    return store
        .find(queue, number)
        .map(History::of)
        .orElseThrow(() -> new IOException("message " + number + " is not in the store"));
  }
}
