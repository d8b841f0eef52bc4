package org.quoin.mailbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;

/**
 * One at a time for each file, within this process: the system's locks on files belong to the whole
 * process, and go when any thread closes the file. A component of its own, without settings: these
 * may change in the middle of an append, and its turn must count for those who come then.
 */
@Component(service = Turns.class)
public final class Turns {
  private final Map<Path, Place> places = new ConcurrentHashMap<>();

  /**
   * Waits for the turn at this file, in the order of coming.
   *
   * @throws MboxBusy if it has not come within the limit
   */
  Turn await(Path file, Duration limit) throws IOException {
    Place place = places.compute(file, (key, old) -> (old == null ? new Place() : old).entered());
    boolean mine = false;
    try {
      mine = place.turn.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + file);
    } finally {
      if (!mine) {
        leave(file);
      }
    }
    if (!mine) {
      throw new MboxBusy(file);
    }
    return new Turn(file, place);
  }

  /** Files that somebody has or waits for. */
  int size() {
    return places.size();
  }

  private void leave(Path file) {
    places.computeIfPresent(file, (key, place) -> place.left() ? null : place);
  }

  /** The right to use one file; to be given back once. */
  final class Turn implements AutoCloseable {
    private final Path file;
    private final Place place;

    private Turn(Path file, Place place) {
      this.file = file;
      this.place = place;
    }

    @Override
    public void close() {
      place.turn.release();
      leave(file);
    }
  }

  /** One file, as long as somebody is here; counted within the map's compute only. */
  private static final class Place {
    private final Semaphore turn = new Semaphore(1, true);
    private int callers;

    Place entered() {
      callers++;
      return this;
    }

    boolean left() {
      return --callers == 0;
    }
  }
}
