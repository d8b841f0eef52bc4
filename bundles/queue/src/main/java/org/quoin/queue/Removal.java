package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import org.quoin.api.queue.MailQueue;
import org.quoin.api.queue.QueueStore;

/**
 * Removes an instance: it is paused, its mail moved if asked, its configuration and file deleted.
 * If anything fails on the way the instance goes on with the mail that is still in it.
 */
final class Removal {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Fleet fleet;
  private final Plugins<QueueStore> stores;
  private final Configurations configurations;

  Removal(Fleet fleet, Plugins<QueueStore> stores, Configurations configurations) {
    this.fleet = fleet;
    this.stores = stores;
    this.configurations = configurations;
  }

  /**
   * @param to id of the instance that gets the mail; empty = refuse if there is any
   * @return what was done, for people
   */
  String remove(String id, String to) throws IOException {
    boolean configured = fleet.find(id).isPresent();
    QueueStore store = check(id, to);
    if (!configured && store.counts().getOrDefault(id, 0L) == 0) {
      throw new IllegalArgumentException("there is no queue " + id);
    }
    fleet.pause(id);
    int moved;
    try (Mover mover = new Mover(store, id)) {
      moved = move(mover, id, to);
      if (configured) {
        configurations.delete(id);
        fleet.await(f -> f.find(id).isEmpty(), PATIENCE);
        moved += to.isEmpty() ? 0 : moveAll(mover, to);
      }
    } finally {
      fleet.resume(id);
    }
    String fate = moved == 0 ? "" : ", " + Listing.messages(moved) + " moved to " + to;
    return "queue " + id + " is removed" + fate;
  }

  private int move(Mover mover, String id, String to) throws IOException {
    if (to.isEmpty() && mover.size() > 0) {
      throw new IllegalStateException(
          "queue "
              + id
              + " holds "
              + Listing.messages(mover.size())
              + "; move its mail with --to ID");
    }
    return to.isEmpty() ? 0 : moveAll(mover, to);
  }

  private int moveAll(Mover mover, String to) throws IOException {
    return mover.moveTo(
        to,
        (message, marks) ->
            fleet.find(to).flatMap(Fleet.View::queue).ifPresent(q -> q.announce(message, marks)));
  }

  /** The store of both. */
  private QueueStore check(String id, String to) {
    if (id.equals(MailQueue.MAIN)) {
      throw new IllegalArgumentException("the main queue cannot be removed");
    }
    if (id.equals(to)) {
      throw new IllegalArgumentException("mail cannot be moved to the queue that is removed");
    }
    String name = storeName(id).isEmpty() ? storeName(MailQueue.MAIN) : storeName(id);
    if (!to.isEmpty()) {
      if (fleet.find(to).flatMap(Fleet.View::queue).isEmpty()) {
        throw new IllegalArgumentException("queue " + to + " is not up");
      }
      if (!storeName(to).equals(name)) {
        throw new IllegalArgumentException(
            "queue " + to + " is in another store: mail moves only within one store");
      }
    }
    return stores
        .find(name)
        .map(Gate::target)
        .orElseThrow(() -> new IllegalStateException("store not installed: " + name));
  }

  /** Empty if there is no such instance. */
  private String storeName(String id) {
    return fleet
        .find(id)
        .flatMap(Fleet.View::settings)
        .map(settings -> settings.plugins().store())
        .orElse("");
  }
}
