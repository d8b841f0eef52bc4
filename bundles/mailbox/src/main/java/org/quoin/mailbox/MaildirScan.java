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
  record Found(Path file, Instant time) {
    /** For texts: {@code $MAILDIR/new/1.h}. */
    String name() {
      Path part = file.resolveSibling("").getFileName();
      return in(part + "/" + ErrorText.name(file.getFileName()));
    }
  }

  /**
   * The oldest first, without those of this very second: they may still change places.
   *
   * @throws FileTrouble if one of the folders cannot be read
   */
  List<Found> messages() throws IOException {
    List<Found> found = new ArrayList<>();
    for (String part : List.of("new", "cur")) {
      try {
        addMessages(part, found);
      } catch (IOException e) {
        throw FileTrouble.unableTo("scan " + in(part), e);
      }
    }
    found.sort(Comparator.comparing(Found::time).thenComparing(Found::file));
    return found;
  }

  private void addMessages(String part, List<Found> found) throws IOException {
    for (Path file : entries(part)) {
      attributes(file)
          .map(each -> new Found(file, each.lastModifiedTime().toInstant()))
          .filter(each -> each.time().isBefore(now.truncatedTo(ChronoUnit.SECONDS)))
          .ifPresent(found::add);
    }
  }

  private static String in(String name) {
    return "$MAILDIR/" + name;
  }

  /** Removes what was left in tmp, as far as that can be done. */
  void clean() {
    try {
      for (Path file : entries("tmp")) {
        if (isAbandoned(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // The next reader of this maildir will try it, too.
    }
  }

  private boolean isAbandoned(Path file) throws IOException {
    return attributes(file)
        .filter(each -> each.lastAccessTime().toInstant().isBefore(now.minus(ABANDONED)))
        .isPresent();
  }

  private List<Path> entries(String part) throws IOException {
    List<Path> files = new ArrayList<>();
    Path folder = maildir.resolve(part);
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(MaildirFolder.asFolder(folder), "[!.]*")) {
      for (Path entry : entries) {
        if (files.size() == MAX_MESSAGES) {
          break;
        }
        files.add(folder.resolve(entry.getFileName()));
      }
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
