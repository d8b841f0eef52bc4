package org.quoin.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A lock file with the number of the process that holds it.
 *
 * <p>The kernel's lock keeps other processes out and goes away with its process. Within one process
 * it is not enough: there, closing <em>any</em> descriptor of the file drops the lock (fcntl(2)),
 * even one that was opened only to find it taken. So the file is first claimed among the system
 * properties, which all class loaders share.
 */
final class FolderLock implements Closeable {
  private final String claim;
  private final FileChannel channel;

  private FolderLock(String claim, FileChannel channel) {
    this.claim = claim;
    this.channel = channel;
  }

  static FolderLock take(Path file) throws IOException {
    Path real = file.resolveSibling(".").toRealPath().resolve(file.getFileName());
    String claim = "org.quoin.store.lock:" + real;
    if (System.getProperties().putIfAbsent(claim, "held") != null) {
      throw new IOException(file + " is held by another store of this process");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              real, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      requireLock(file, channel);
      return new FolderLock(claim, channel);
    } catch (IOException | RuntimeException e) {
      release(claim, channel);
      throw e;
    }
  }

  private static void requireLock(Path file, FileChannel channel) throws IOException {
    FileLock lock = channel.tryLock();
    if (lock == null) {
      String holder = Files.readString(file, StandardCharsets.US_ASCII).strip();
      throw new IOException(file + " is held by process " + holder);
    }
    channel.truncate(0);
    String holder = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  @Override
  public void close() throws IOException {
    release(claim, channel);
  }

  private static void release(String claim, @Nullable FileChannel channel) throws IOException {
    try (channel) {
      System.getProperties().remove(claim);
    }
  }
}
