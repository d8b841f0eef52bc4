package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Syncs folders for many at once: while a folder is being synced, others gather, and the next sync
 * of it is for all of them. A sync that began before somebody asked never counts for him. The wait
 * is as long as the disk takes.
 */
final class SharedSync {
  /** The sync itself, of one folder. */
  @FunctionalInterface
  interface Sync {
    void sync(Path folder) throws IOException;
  }

  private final Sync sync;
  private final Map<Path, Place> places = new ConcurrentHashMap<>();

  SharedSync(Sync sync) {
    this.sync = sync;
  }

  /**
   * What is in this folder when this is called is durable when it returns.
   *
   * @throws IOException if that is not sure
   */
  void sync(Path folder) throws IOException {
    Place place = places.compute(folder, (key, old) -> (old == null ? new Place() : old).entered());
    try {
      place.sync(folder);
    } finally {
      places.compute(folder, (key, old) -> place.left() ? null : old);
    }
  }

  /** Those whom the next sync of this folder will be for. */
  int gathered(Path folder) {
    Place place = places.get(folder);
    return place == null ? 0 : place.gathering.members.get();
  }

  /** Folders that somebody is waiting for. */
  int size() {
    return places.size();
  }

  /** One folder, as long as somebody is here. */
  private final class Place {
    private final Semaphore turn = new Semaphore(1);
    private volatile Round gathering = new Round();
    private int callers;

    /** Like {@link #left} only within the map's compute. */
    Place entered() {
      callers++;
      return this;
    }

    /** Whether nobody is here any more. */
    boolean left() {
      return --callers == 0;
    }

    void sync(Path folder) throws IOException {
      Round mine = gathering;
      if (mine.members.getAndIncrement() == 0) {
        turn.acquireUninterruptibly();
        try {
          lead(mine, folder);
        } finally {
          turn.release();
        }
      }
      mine.await();
    }

    /**
     * Closes the round first: whoever comes from now on may have changed what is not synced. If the
     * sync fails, so does the round that gathers meanwhile: the kernel tells of an error only once.
     */
    private void lead(Round mine, Path folder) {
      gathering = new Round();
      try {
        sync.sync(folder);
        mine.done.complete(null);
      } catch (IOException | RuntimeException | Error e) {
        mine.done.completeExceptionally(e);
        gathering.done.completeExceptionally(e);
      }
    }
  }

  /** Those who get the same sync; the first of them does it. */
  private static final class Round {
    private final AtomicInteger members = new AtomicInteger();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    void await() throws IOException {
      try {
        done.join();
      } catch (CompletionException e) {
        throw new IOException("cannot sync: " + e.getCause(), e);
      }
    }
  }
}
