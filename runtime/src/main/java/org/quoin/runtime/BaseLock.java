package org.quoin.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says that a platform runs on a base: a lock that the kernel gives back when the process ends,
 * however it ends. The pid lies beside it, for people and for {@code stop}; it means something only
 * while the lock is held.
 */
final class BaseLock implements AutoCloseable {
  private static final int ATTEMPTS = 10;
  private static final long PAUSE_NANOS = 50_000_000;

  private final Path pidFile;
  private final FileChannel channel;

  private BaseLock(Path pidFile, FileChannel channel) {
    this.pidFile = pidFile;
    this.channel = channel;
  }

  /**
   * Takes the lock; a client that is just looking holds it for a moment, so this tries for half a
   * second.
   *
   * @throws IOException if another process has it; the message says which
   */
  static BaseLock take(Base base) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      BaseLock lock = attempt(base);
      if (lock != null) {
        Files.deleteIfExists(lock.pidFile);
        return lock;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new IOException("already running on " + base.folder() + pidText(base));
  }

  /**
   * The pid of the platform that runs on this base, 0 if it has not said it yet; empty if none
   * runs.
   */
  static OptionalLong holder(Base base) throws IOException {
    if (!Files.exists(lockFile(base))) {
      return OptionalLong.empty();
    }
    return isHeld(base) ? OptionalLong.of(pid(base)) : OptionalLong.empty();
  }

  /** Looks by a shared lock, so that two who look never take each other for the platform. */
  private static boolean isHeld(Base base) throws IOException {
    try (FileChannel channel = FileChannel.open(lockFile(base), StandardOpenOption.READ)) {
      return channel.tryLock(0, Long.MAX_VALUE, true) == null;
    }
  }

  /** Writes the pid file. */
  void announce() throws IOException {
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(pidFile);
    channel.close();
  }

  private static @Nullable BaseLock attempt(Base base) throws IOException {
    FileChannel channel =
        FileChannel.open(lockFile(base), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : new BaseLock(pidFile(base), channel);
  }

  private static Path lockFile(Base base) {
    return base.var("lock");
  }

  private static Path pidFile(Base base) {
    return base.var("pid");
  }

  private static String pidText(Base base) throws IOException {
    long pid = pid(base);
    return pid == 0 ? "" : " (pid " + pid + ")";
  }

  private static long pid(Base base) throws IOException {
    Path file = pidFile(base);
    if (!Files.exists(file)) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
