package org.quoin.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells one version of a file from the next without reading it.
 *
 * @param changed when content, owner or mode was last changed; a file that has become unreadable is
 *     noticed only by this
 * @param key device and inode, where the file system has them
 */
record Stamp(Instant modified, Instant changed, long size, @Nullable Object key) {
  /** Whether nothing about the file has changed since. */
  boolean isBefore(Instant time) {
    return modified.isBefore(time) && changed.isBefore(time);
  }
}
