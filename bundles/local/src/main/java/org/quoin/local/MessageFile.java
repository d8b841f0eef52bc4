package org.quoin.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.quoin.api.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message as a file, which programs get as their standard input as in qmail: each reads it from
 * its beginning, as far as it likes, and nobody waits for one that does not read. It is written
 * when the first program needs it, is not synced, and goes with the attempt.
 */
final class MessageFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageFile.class);

  /** How names of files begin and end that may vanish with the platform. */
  static final String PREFIX = "message-";

  static final String SUFFIX = ".tmp";

  private final Content message;
  private final Path folder;
  private @Nullable Path file;

  /**
   * @param folder for files that may vanish with the platform
   */
  MessageFile(Content message, Path folder) {
    this.message = message;
    this.folder = folder;
  }

  /** Removes what a crash has left of attempts that began before this time. */
  static void removeLeftovers(Path folder, Instant before) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path each : left) {
        if (Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("cannot remove old files from {}", folder, e);
    }
  }

  /** A file of its own for another message, in the same folder. */
  MessageFile with(Content other) {
    return new MessageFile(other, folder);
  }

  boolean holds(Content content) {
    return message.equals(content);
  }

  Path path() throws NotNow {
    if (file == null) {
      file = written();
    }
    return file;
  }

  private Path written() throws NotNow {
    try {
      Path made = Files.createTempFile(Files.createDirectories(folder), PREFIX, SUFFIX);
      file = made;
      try (InputStream in = message.open();
          OutputStream out = Files.newOutputStream(made)) {
        in.transferTo(out);
      }
      return made;
    } catch (IOException e) {
      LOG.warn("cannot write a message for a program", e);
      throw NotNow.trouble("Unable to read message. (#4.3.0)");
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove {}", file, e);
    }
  }
}
