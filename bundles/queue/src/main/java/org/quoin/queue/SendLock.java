package org.quoin.queue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether qmail-send runs on a queue: then it locks {@code lock/sendmutex} (Q9). It does
 * so with flock(2) where there is one, which no Java lock collides with; so the kernel's list of
 * locks is looked at, too.
 */
final class SendLock {
  private static final Path KERNEL_LIST = Path.of("/proc/locks");
  private static final int PLACE_FIELD = 5;

  private SendLock() {}

  /**
   * @throws IllegalStateException if somebody runs the queue
   */
  static void requireFree(Path queue) throws IOException {
    Path mutex = queue.resolve("lock").resolve("sendmutex");
    if (Files.exists(mutex) && (isListed(mutex) || isLocked(mutex))) {
      throw new IllegalStateException(
          "qmail-send is running on " + queue + " (" + mutex + " is locked); stop it first");
    }
  }

  private static boolean isLocked(Path mutex) throws IOException {
    try (FileChannel channel = FileChannel.open(mutex, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock()) {
      return lock == null;
    }
  }

  private static boolean isListed(Path mutex) throws IOException {
    if (!Files.isReadable(KERNEL_LIST)) {
      return false;
    }
    Object inode = Files.getAttribute(mutex, "unix:ino");
    List<String> locks = Files.readAllLines(KERNEL_LIST, StandardCharsets.ISO_8859_1);
    return locks.stream().anyMatch(lock -> isOn(lock, ":" + inode));
  }

  /** A line is: number, FLOCK or POSIX, ADVISORY, READ or WRITE, pid, device and inode, range. */
  private static boolean isOn(String lock, String inode) {
    String[] fields = lock.strip().split("\\s+", -1);
    return fields.length > PLACE_FIELD && fields[PLACE_FIELD].endsWith(inode);
  }
}
