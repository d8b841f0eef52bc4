package org.quoin.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells one version of a file from the next without reading it.
 *
 * @param key device and inode, where the file system has them
 */
record Stamp(Instant modified, long size, @Nullable Object key) {}
