package org.quoin.control;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One control file as it is on disk now (A7). What was read is kept while the file's stamp stays
 * the same; the stamp is looked at again after a quarter of a second.
 *
 * <p>No lock is held over I/O: one caller looks at the disk while the others go on with what was
 * read before. Trouble is never kept: while the file cannot be read, every caller tries anew.
 *
 * <p>A program that writes the file anew in place truncates it first. So a text that is shorter
 * than the one before and younger than half a second is not believed: the one before stays until
 * the file stands still, but no longer than another half second.
 */
final class ControlFile {
  static final Duration CHECK_EVERY = Duration.ofMillis(250);

  /** Longest control file, in bytes. */
  static final int LIMIT_BYTES = 4 * 1024 * 1024;

  /** A stamp younger than this may not show the next change: clocks of file systems are coarse. */
  private static final Duration COARSE_CLOCK = Duration.ofSeconds(2);

  /** How long a file that has become shorter may still be in the middle of being written. */
  static final Duration REWRITE = Duration.ofMillis(500);

  private static final int TRIES = 3;

  private final Path path;
  private final FileSource source;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

  /**
   * @param checked when the disk was last asked
   * @param trusted whether the same stamp means the same text
   * @param doubted since when the disk has had a text that is not believed, if it has
   */
  private record Seen(
      Instant checked,
      Optional<Stamp> stamp,
      boolean trusted,
      Optional<ControlText> text,
      Optional<Instant> doubted) {
    Seen checkedAgain(Instant now) {
      return new Seen(now, stamp, trusted, text, doubted);
    }

    Seen doubting(Instant now) {
      return new Seen(now, stamp, false, text, Optional.of(doubted.orElse(now)));
    }

    int length() {
      return text.map(t -> t.text().length()).orElse(0);
    }
  }

  ControlFile(Path path, FileSource source, InstantSource clock) {
    this.path = path;
    this.source = source;
    this.clock = clock;
  }

  /**
   * The file's text, or empty if there is no file.
   *
   * @throws IOException if it is there and cannot be read
   */
  Optional<ControlText> text() throws IOException {
    Seen last = seen.get();
    Instant now = clock.instant();
    if (last == null) {
      return look(null, now);
    }
    if (isFresh(last, now)) {
      return last.text();
    }
    Seen claim = last.checkedAgain(now);
    return seen.compareAndSet(last, claim) ? look(claim, now) : last.text();
  }

  private static boolean isFresh(Seen last, Instant now) {
    return isWithin(CHECK_EVERY, last.checked(), now);
  }

  private static boolean isWithin(Duration limit, Instant start, Instant now) {
    Duration age = Duration.between(start, now);
    return !age.isNegative() && age.compareTo(limit) < 0;
  }

  /** {@code claim} is what {@link #seen} holds while this caller looks at the disk. */
  private Optional<ControlText> look(@Nullable Seen claim, Instant now) throws IOException {
    try {
      Seen found = read(claim, now);
      if (seen.compareAndSet(claim, found)) {
        return found.text();
      }
      Seen other = seen.get();
      return other == null ? found.text() : other.text();
    } catch (IOException | RuntimeException e) {
      seen.set(null);
      throw e;
    }
  }

  private Seen read(@Nullable Seen last, Instant now) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Optional<Stamp> stamp = source.stamp(path);
      if (last != null && last.trusted() && last.stamp().equals(stamp)) {
        return last.checkedAgain(now);
      }
      if (stamp.isEmpty()) {
        return new Seen(now, stamp, true, Optional.empty(), Optional.empty());
      }
      Optional<String> text = readIfThere();
      if (text.isPresent() && source.stamp(path).equals(stamp)) {
        return found(last, stamp.get(), text.get(), now);
      }
    }
    throw new IOException(path + " changes while it is being read");
  }

  private static Seen found(@Nullable Seen last, Stamp stamp, String text, Instant now) {
    if (last != null && text.length() < last.length() && mayGrow(last, stamp, now)) {
      return last.doubting(now);
    }
    boolean trusted = stamp.isBefore(now.minus(COARSE_CLOCK));
    ControlText kept = kept(last, text);
    return new Seen(now, Optional.of(stamp), trusted, Optional.of(kept), Optional.empty());
  }

  /** Whether the file may still be being written, and has not been for too long. */
  private static boolean mayGrow(Seen last, Stamp stamp, Instant now) {
    boolean young = stamp.modified().isAfter(now.minus(REWRITE));
    return young && isWithin(REWRITE, last.doubted().orElse(now), now);
  }

  private Optional<String> readIfThere() throws IOException {
    try {
      return Optional.of(source.read(path, LIMIT_BYTES));
    } catch (NoSuchFileException removed) {
      return Optional.empty();
    }
  }

  /** The text that callers already have, if nothing in it has changed. */
  private static ControlText kept(@Nullable Seen last, String text) {
    if (last != null && last.text().isPresent() && last.text().get().text().equals(text)) {
      return last.text().get();
    }
    return ControlText.of(text);
  }
}
