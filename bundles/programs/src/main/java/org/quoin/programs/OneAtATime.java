package org.quoin.programs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Lets one delivery at a time use a file: in this process by a lock in memory, and against other
 * processes by a lock on {@code FILE.lock} beside it, which stays there. Waiting ends when this
 * thread is interrupted, that is when the time of the program is over.
 *
 * <p>Of two versions of this bundle in one process, while it is updated, the second does not wait:
 * it fails for now.
 */
final class OneAtATime {
  private static final int LOCKS = 64;

  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  /** What is done with the file. */
  interface Step<T> {
    T run() throws IOException;
  }

  /**
   * @throws IOException if it cannot be locked, or the step fails
   */
  <T> T in(Path file, Step<T> step) throws IOException, InterruptedException {
    int name = file.toAbsolutePath().normalize().hashCode();
    ReentrantLock lock = locks.get(Math.floorMod(name, LOCKS));
    lock.lockInterruptibly();
    try (FileChannel channel = open(file.resolveSibling(file.getFileName() + ".lock"))) {
      channel.lock(); // until it is closed
      return step.run();
    } catch (OverlappingFileLockException e) {
      throw new IOException(file + " is in use", e);
    } finally {
      lock.unlock();
    }
  }

  private static FileChannel open(Path name) throws IOException {
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(name + " is no file");
    }
    return FileChannel.open(
        name,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        DurableFile.PRIVATE);
  }
}
