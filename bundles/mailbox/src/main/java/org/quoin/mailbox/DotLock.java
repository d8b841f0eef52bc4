package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The lock file beside an mbox, {@code Mailbox.lock}, that mutt, procmail and Dovecot respect when
 * they write. Where we may not make files in the folder there is none; so do Postfix and mutt.
 *
 * @param ours whether there is a file for us to remove
 */
record DotLock(Path file, boolean ours) {
  /** A lock of somebody who has written nothing for so long was left by a crash. */
  private static final Duration STALE = Duration.ofMinutes(5);

  /** No lock file at all. */
  static DotLock none(Path mbox) {
    return new DotLock(mbox, false);
  }

  /** Empty if somebody else has it. Never waits. Others of our kind are kept away by the caller. */
  static Optional<DotLock> attempt(Path mbox, Instant now) throws IOException {
    Path file = mbox.resolveSibling(mbox.getFileName() + ".lock");
    try {
      if (isStale(file, mbox, now)) {
        Files.deleteIfExists(file);
      }
      Files.createFile(file);
      return Optional.of(new DotLock(file, true));
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return Optional.of(none(mbox));
    }
  }

  private static boolean isStale(Path file, Path mbox, Instant now) throws IOException {
    Instant limit = now.minus(STALE);
    try {
      FileTime locked = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
      FileTime written = Files.getLastModifiedTime(mbox);
      return locked.toInstant().isBefore(limit) && written.toInstant().isBefore(limit);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  void release() throws IOException {
    if (ours) {
      Files.deleteIfExists(file);
    }
  }
}
