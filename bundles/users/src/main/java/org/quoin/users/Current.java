package org.quoin.users;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, as it is on disk now: looks at the file at most four times a second and parses
 * it only when it has changed.
 *
 * <p>A file that has become bad or unreadable makes every answer "don't know", so that mail waits;
 * the good version before it is not used, because it may say yes to a person who has left. One
 * thread looks while the others go on with what was true a moment ago; only the very first look
 * makes all of them wait.
 */
final class Current<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Current.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final TextFile file;
  private final Parser<T> parser;
  private final InstantSource clock;
  private final String consequence;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Look<T> last;

  /** Makes sense of a whole text. */
  @FunctionalInterface
  interface Parser<T> {
    /**
     * @throws IOException naming what is bad
     */
    T parse(String text) throws IOException;
  }

  Current(TextFile file, Parser<T> parser, InstantSource clock) {
    this(file, parser, clock, "mail for local accounts waits");
  }

  /**
   * @param consequence what the operator is told of a file in trouble
   */
  Current(TextFile file, Parser<T> parser, InstantSource clock, String consequence) {
    this.file = file;
    this.parser = parser;
    this.clock = clock;
    this.consequence = consequence;
  }

  /**
   * @throws IOException if the file is absent or bad or cannot be read; names file and line
   */
  T now() throws IOException {
    Look<T> look = last;
    if (look == null || !look.isFresh(clock.instant())) {
      look = lookAgain(look);
    }
    return look.answer();
  }

  private Look<T> lookAgain(@Nullable Look<T> known) {
    if (known == null) {
      looking.lock();
    } else if (!looking.tryLock()) {
      return known;
    }
    try {
      Instant now = clock.instant();
      Look<T> before = last;
      if (before != null && before.isFresh(now)) {
        return before;
      }
      Look<T> look = look(before, now);
      last = look;
      return look;
    } finally {
      looking.unlock();
    }
  }

  private Look<T> look(@Nullable Look<T> before, Instant now) {
    try {
      Stamp stamp = Stamp.of(file.path(), now);
      if (before != null && before.stamp != null && stamp.proves(before.stamp)) {
        return new Look<>(now, before.stamp, before.said, null);
      }
      return new Look<>(now, stamp, parser.parse(file.needed()), null);
    } catch (IOException e) {
      String trouble = String.valueOf(e.getMessage());
      if (before == null || !trouble.equals(before.trouble)) {
        LOG.error("{}: {}", consequence, trouble);
      }
      return new Look<>(now, null, null, trouble);
    }
  }

  /** What was seen at one moment: either a stamp and what the file said, or trouble. */
  private record Look<T>(
      Instant at, @Nullable Stamp stamp, @Nullable T said, @Nullable String trouble) {
    boolean isFresh(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(LOOK_EVERY));
    }

    T answer() throws IOException {
      if (said == null) {
        throw new IOException(trouble);
      }
      return said;
    }
  }
}
