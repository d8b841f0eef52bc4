package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    check(id, to);
    boolean configured = fleet.find(id).isPresent();
    Collection<QueueStore> sources = sources(id);
    fleet.pause(id);
    int moved;
    try (Movers movers = new Movers(sources, id)) {
      moved = move(movers, id, to);
      if (configured) {
        configurations.delete(id);
        boolean gone = fleet.await(f -> f.find(id).isEmpty(), PATIENCE);
        moved += to.isEmpty() ? 0 : movers.moveTo(target(to));
        requireGone(gone, id);
      }
    } finally {
      fleet.resume(id);
    }
    return said(id, " is removed", moved, to);
  }

  /**
   * Says what {@link #remove} would do, and refuses what it would refuse.
   *
   * @return what would be done, for people
   */
  String plan(String id, String to) {
    check(id, to);
    long mail = 0;
    for (QueueStore store : sources(id)) {
      mail += store.counts().getOrDefault(id, 0L);
    }
    requireTarget(mail, id, to);
    return said(id, " would be removed", mail, to);
  }

  private static String said(String id, String fate, long moved, String to) {
    String mail = moved == 0 ? "" : ", " + Listing.messages(moved) + " moved to " + to;
    return "queue " + id + fate + mail;
  }

  private static void requireGone(boolean gone, String id) {
    if (!gone) {
      throw new IllegalStateException(
          "queue " + id + " is still there, perhaps by another file; see qmq:list");
    }
  }

  private int move(Movers movers, String id, String to) throws IOException {
    requireTarget(movers.size(), id, to);
    return to.isEmpty() ? 0 : movers.moveTo(target(to));
  }

  private static void requireTarget(long mail, String id, String to) {
    if (to.isEmpty() && mail > 0) {
      throw new IllegalStateException(
          "queue " + id + " holds " + Listing.messages(mail) + "; move its mail with --to ID");
    }
  }

  private void check(String id, String to) {
    if (id.equals(MailQueue.MAIN)) {
      throw new IllegalArgumentException("the main queue cannot be removed");
    }
    if (id.equals(to)) {
      throw new IllegalArgumentException("mail cannot be moved to the queue that is removed");
    }
    if (!to.isEmpty()) {
      target(to);
    }
    if (fleet.find(id).isEmpty() && sources(id).isEmpty()) {
      throw new IllegalArgumentException("there is no queue " + id);
    }
  }

  private DurableQueue target(String to) {
    return fleet
        .find(to)
        .flatMap(Fleet.View::queue)
        .orElseThrow(() -> new IllegalArgumentException("queue " + to + " is not up"));
  }

  /** The instance's own store, which may get mail until the end, and all others with mail of it. */
  private Collection<QueueStore> sources(String id) {
    Map<String, QueueStore> sources = new TreeMap<>();
    for (String name : stores.names()) {
      stores
          .find(name)
          .map(Gate::target)
          .filter(store -> store.counts().getOrDefault(id, 0L) > 0)
          .ifPresent(store -> sources.put(name, store));
    }
    Optional<String> own =
        fleet.find(id).flatMap(Fleet.View::settings).map(settings -> settings.plugins().store());
    own.ifPresent(name -> sources.put(name, require(name)));
    return sources.values();
  }

  private QueueStore require(String name) {
    return stores
        .find(name)
        .map(Gate::target)
        .orElseThrow(() -> new IllegalStateException("store not installed: " + name));
  }
}
