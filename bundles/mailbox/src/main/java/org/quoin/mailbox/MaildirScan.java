package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a reader of a maildir sees: its messages, and what is left in tmp (maildir(5)). */
record MaildirScan(Path maildir, Instant now) {
  /** More messages than this wait for the next scan. */
  private static final int MAX_MESSAGES = 100_000;

  /** A file in tmp that nobody has looked at for so long was left by a crash. */
  private static final Duration ABANDONED = Duration.ofHours(36);

  /** A message in new or cur, and when it came. */
  record Found(Path file, Instant time) {}

  /** The oldest first, without those of this very second: they may still change places. */
  List<Found> messages() throws IOException {
    List<Found> found = new ArrayList<>();
    for (String part : List.of("new", "cur")) {
      for (Path file : entries(part)) {
        Optional<BasicFileAttributes> attributes = attributes(file);
        attributes
            .map(each -> new Found(file, each.lastModifiedTime().toInstant()))
            .filter(each -> each.time().isBefore(now.truncatedTo(ChronoUnit.SECONDS)))
            .ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparing(Found::time).thenComparing(Found::file));
    return found;
  }

  /** Removes what was left in tmp. */
  void clean() throws IOException {
    for (Path file : entries("tmp")) {
      Optional<BasicFileAttributes> attributes = attributes(file);
      if (attributes.isPresent()
          && attributes.get().lastAccessTime().toInstant().isBefore(now.minus(ABANDONED))) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> entries(String part) throws IOException {
    List<Path> files = new ArrayList<>();
    Path folder = MaildirFolder.asFolder(maildir.resolve(part));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[!.]*")) {
      for (Path entry : entries) {
        if (files.size() == MAX_MESSAGES) {
          break;
        }
        files.add(entry);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  /** Empty for what is no file of its own, and for one that has just gone. */
  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(
              Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
          .filter(BasicFileAttributes::isRegularFile);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
