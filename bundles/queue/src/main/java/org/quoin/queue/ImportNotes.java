package org.quoin.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The file in a classic queue that says which of its messages are ours already, a line each, so
 * that an import that was killed can be repeated. A message is noted durably right after its
 * append: killed in between, it is imported twice, and never lost.
 *
 * <p>The file is locked, and POSIX takes a process's lock away when the process closes any
 * descriptor of that file. So it is read and written by the one that holds the lock, and whoever
 * makes these notes sees to it that this process opens the file once at a time.
 */
final class ImportNotes implements AutoCloseable {
  static final String NAME = "imported-by-quoin";

  private final Set<String> noted;
  private final FileChannel channel;

  /**
   * @throws IllegalStateException if another import is at work here
   */
  ImportNotes(Path queue) throws IOException {
    Path file = queue.resolve(NAME);
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean ready = false;
    try {
      lock(file);
      this.noted = read(channel); // which leaves it at its end
      if (channel.size() > 0) { // a crash may have cut the last line
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
      channel.force(true);
      Disks.sync(queue);
      ready = true;
    } finally {
      if (!ready) {
        channel.close();
      }
    }
  }

  /** What is noted, for those who only look. */
  static Set<String> read(Path queue) throws IOException {
    Path file = queue.resolve(NAME);
    if (!Files.exists(file)) {
      return new HashSet<>();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel);
    }
  }

  private static Set<String> read(FileChannel channel) throws IOException {
    byte[] bytes = Channels.newInputStream(channel).readAllBytes();
    return new HashSet<>(new String(bytes, StandardCharsets.ISO_8859_1).lines().toList());
  }

  boolean has(ClassicMail mail) {
    return noted.contains(mail.key());
  }

  void add(ClassicMail mail) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((mail.key() + "\n").getBytes(StandardCharsets.ISO_8859_1));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    channel.force(true);
    noted.add(mail.key());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void lock(Path file) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new IllegalStateException(file + " is in use by another import", e);
    }
    throw new IllegalStateException(file + " is in use by another import");
  }
}
