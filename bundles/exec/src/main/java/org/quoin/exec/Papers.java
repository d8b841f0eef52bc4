package org.quoin.exec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.intake.Mail;
import org.quoin.api.queue.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with what one program reads and writes. The message is complete in it before the program
 * starts: if the platform dies meanwhile, the program must not take the end of a pipe for the end
 * of the message.
 */
record Papers(Path folder) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Papers.class);
  private static final String PREFIX = "qmailqueue-";
  private static final Duration OLD = Duration.ofDays(1);

  static Papers of(Path parent, Mail mail) throws IOException {
    Papers papers = new Papers(Files.createTempDirectory(Files.createDirectories(parent), PREFIX));
    try {
      papers.write(mail.content());
      papers.write(mail.envelope());
      return papers;
    } catch (IOException | RuntimeException e) {
      papers.close();
      throw e;
    }
  }

  private void write(Content content) throws IOException {
    try (InputStream in = content.open()) {
      Files.copy(in, message());
    }
  }

  /** {@code Fsender\0Trecipient\0…\0} (Q1). */
  private void write(Envelope envelope) throws IOException {
    StringBuilder text = new StringBuilder("F").append(envelope.sender().text()).append('\0');
    for (Address each : envelope.recipients()) {
      text.append('T').append(each.text()).append('\0');
    }
    if (text.chars().filter(c -> c == 0).count() != envelope.recipients().size() + 1) {
      throw new IllegalArgumentException("an address with a NUL");
    }
    Files.writeString(envelope(), text.append('\0'), ISO_8859_1);
  }

  Path message() {
    return folder.resolve("message");
  }

  Path envelope() {
    return folder.resolve("envelope");
  }

  /** What the program writes to descriptor 6. */
  Path words() {
    return folder.resolve("words");
  }

  /** What the program writes to standard error. */
  Path said() {
    return folder.resolve("said");
  }

  /** The beginning of a file, bytes as characters; empty if it is not there. */
  static String beginning(Path file, int bytes) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(bytes), ISO_8859_1);
    }
  }

  @Override
  public void close() {
    remove(folder);
  }

  private static void remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        Files.deleteIfExists(each);
      }
      Files.deleteIfExists(folder);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("cannot remove {}", folder, e);
    }
  }

  /** Removes what a crash has left; programs of then may still read what is not that old. */
  static void removeLeftovers(Path parent) {
    if (!Files.isDirectory(parent)) {
      return;
    }
    Instant oldest = Instant.now().minus(OLD);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path each : left) {
        if (Files.getLastModifiedTime(each).toInstant().isBefore(oldest)) {
          remove(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("cannot remove old files from {}", parent, e);
    }
  }
}
