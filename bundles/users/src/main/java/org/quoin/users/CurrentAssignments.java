package org.quoin.users;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assignments as they are on disk now: looks at the file at most four times a second and parses
 * it only when it has changed.
 *
 * <p>A file that has become bad or unreadable makes every answer "don't know", so that mail waits;
 * the good version before it is not used, because it may say yes to a person who has left. One
 * thread looks while the others go on with what was true a moment ago; only the very first look
 * makes all of them wait.
 */
final class CurrentAssignments {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentAssignments.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final AssignFile file;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Look last;

  CurrentAssignments(AssignFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * @throws IOException if the file is bad or cannot be read; names file and line
   */
  Assignments now() throws IOException {
    Look look = last;
    if (look == null || !look.isFresh(clock.instant())) {
      look = lookAgain(look);
    }
    return look.answer();
  }

  private Look lookAgain(@Nullable Look known) {
    if (known == null) {
      looking.lock();
    } else if (!looking.tryLock()) {
      return known;
    }
    try {
      Instant now = clock.instant();
      Look before = last;
      if (before != null && before.isFresh(now)) {
        return before;
      }
      Look look = look(before, now);
      last = look;
      return look;
    } finally {
      looking.unlock();
    }
  }

  private Look look(@Nullable Look before, Instant now) {
    try {
      Stamp stamp = Stamp.of(file.path(), now);
      if (before != null && before.stamp != null && stamp.proves(before.stamp)) {
        return new Look(now, before.stamp, before.assignments, null);
      }
      Assignments read = file.read();
      complain(read.troubles());
      return new Look(now, stamp, read, null);
    } catch (IOException e) {
      String trouble = String.valueOf(e.getMessage());
      if (before == null || !trouble.equals(before.trouble)) {
        LOG.error("mail for local accounts waits: {}", trouble);
      }
      return new Look(now, null, Assignments.NONE, trouble);
    }
  }

  private static void complain(List<String> troubles) {
    if (!troubles.isEmpty()) {
      LOG.error("mail for {} local accounts waits: {}", troubles.size(), troubles.get(0));
    }
  }

  /** What was seen at one moment: either a stamp and its assignments, or trouble. */
  private record Look(
      Instant at, @Nullable Stamp stamp, Assignments assignments, @Nullable String trouble) {
    boolean isFresh(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(LOOK_EVERY));
    }

    Assignments answer() throws IOException {
      if (trouble != null) {
        throw new IOException(trouble);
      }
      return assignments;
    }
  }
}
