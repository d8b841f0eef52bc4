package org.quoin.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what a change of a file is noticed. A file changed less than a second ago may change again
 * within one tick of the file system's clock, so such a stamp is not {@code settled} and proves
 * nothing.
 *
 * @param key device and inode; null if the file is absent
 * @param changed when the content, owner or mode was last changed, where the file system says so
 */
record Stamp(@Nullable Object key, Instant modified, Instant changed, long size, boolean settled) {
  private static final Duration TICK = Duration.ofSeconds(1);

  static Stamp of(Path file, Instant now) throws IOException {
    try {
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      Instant modified = a.lastModifiedTime().toInstant();
      Instant changed = changed(file, modified);
      Instant last = changed.isAfter(modified) ? changed : modified;
      return new Stamp(a.fileKey(), modified, changed, a.size(), last.plus(TICK).isBefore(now));
    } catch (NoSuchFileException e) {
      return new Stamp(null, Instant.EPOCH, Instant.EPOCH, 0, true);
    }
  }

  /** Without it a file that has become unreadable would look as before. */
  private static Instant changed(Path file, Instant modified) throws IOException {
    boolean known = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    return known ? ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant() : modified;
  }

  /** Whether the file is surely as it was when {@code earlier} was taken. */
  boolean proves(Stamp earlier) {
    return earlier.settled && equals(earlier);
  }
}
