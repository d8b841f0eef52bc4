package org.quoin.mailbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Locks mboxes as their readers do (docs/adr, "Locks on mboxes"): fcntl(2), then the lock file.
 * Both are only tried; if one is taken we let go of all and try again a little later, so no order
 * of others' locks can make a deadlock.
 */
@Component(service = MboxLocks.class, configurationPid = "org.quoin.mailbox")
public final class MboxLocks {
  /** As long as qmail-local waits. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** A rest between two attempts; tests do not rest. */
  @FunctionalInterface
  interface Rest {
    void rest(Duration time) throws InterruptedException;
  }

  private final boolean dotLocks;
  private final InstantSource clock;
  private final Rest rest;
  private final Turns turns;

  /** PID {@code org.quoin.mailbox}, what is about locks. */
  @interface Config {
    /** Whether a lock file is made beside an mbox while mail is written to it. */
    boolean mbox_dotlock() default true;
  }

  @Activate
  public MboxLocks(@Reference Turns turns, Config config) {
    this(turns, config.mbox_dotlock(), InstantSource.system(), Thread::sleep);
  }

  /** With turns of its own: for a process that has no others. */
  MboxLocks(boolean dotLocks, InstantSource clock, Rest rest) {
    this(new Turns(), dotLocks, clock, rest);
  }

  MboxLocks(Turns turns, boolean dotLocks, InstantSource clock, Rest rest) {
    this.turns = turns;
    this.dotLocks = dotLocks;
    this.clock = clock;
    this.rest = rest;
  }

  /**
   * Opens and locks an mbox, which is made if there is none in its folder.
   *
   * @throws MboxBusy if it is not ours after half a minute
   * @throws IOException if it cannot be opened
   */
  LockedMbox lock(Path mailbox) throws IOException {
    Instant end = clock.instant().plus(PATIENCE);
    Path path = RealName.of(mailbox);
    Turns.Turn turn = turns.await(path, PATIENCE);
    try {
      return lock(path, turn, end);
    } catch (IOException | RuntimeException | Error e) {
      turn.close();
      throw e;
    }
  }

  private LockedMbox lock(Path path, Turns.Turn turn, Instant end) throws IOException {
    while (true) {
      Optional<LockedMbox> locked = attempt(path, turn);
      if (locked.isPresent()) {
        return locked.get();
      }
      if (!clock.instant().isBefore(end)) {
        throw new MboxBusy(path);
      }
      pause(path);
    }
  }

  /** Empty if somebody else has one of the locks, or has just put another file in its place. */
  private Optional<LockedMbox> attempt(Path path, Turns.Turn turn) throws IOException {
    MboxFile file = MboxFile.open(path);
    try {
      Optional<LockedMbox> locked = attempt(file, turn);
      if (locked.isEmpty()) {
        file.close();
      }
      return locked;
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private Optional<LockedMbox> attempt(MboxFile file, Turns.Turn turn) throws IOException {
    if (!file.tryLock() || !file.isCurrent()) {
      return Optional.empty();
    }
    Optional<DotLock> dotLock =
        dotLocks
            ? DotLock.attempt(file.path(), clock.instant())
            : Optional.of(DotLock.none(file.path()));
    return dotLock.isEmpty()
        ? Optional.empty()
        : Optional.of(LockedMbox.of(file, dotLock.get(), turn));
  }

  private void pause(Path path) throws IOException {
    try {
      rest.rest(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + path);
    }
  }
}
