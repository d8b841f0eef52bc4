package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what is in a maildir and its folders, but for the Trash (Maildir++). Sizes come from names
 * where they are there, {@code 1700000000.x.host,S=1234:2,S}, else from the files.
 */
final class MaildirCount {
  private static final Pattern SIZE = Pattern.compile(",S=(\\d{1,15})(?=[,:]|$)");
  private static final String TRASH = ".Trash";

  private final Path maildir;

  MaildirCount(Path maildir) {
    this.maildir = maildir;
  }

  Usage usage() throws IOException {
    long bytes = 0;
    long messages = 0;
    for (Path place : places()) {
      for (Path file : entries(place)) {
        long size = size(file);
        bytes += Math.max(0, size);
        messages += size < 0 ? 0 : 1;
      }
    }
    return new Usage(bytes, messages);
  }

  /** When something last came or went. */
  FileTime changed() throws IOException {
    FileTime latest = FileTime.fromMillis(0);
    for (Path place : places()) {
      if (Files.isDirectory(place)) {
        FileTime time = Files.getLastModifiedTime(place);
        latest = time.compareTo(latest) > 0 ? time : latest;
      }
    }
    return latest;
  }

  /** Whether mail in this folder of a maildir does not count. */
  static boolean isTrash(Path folder) {
    return folder.endsWith(TRASH);
  }

  private List<Path> places() throws IOException {
    List<Path> places = new ArrayList<>(parts(maildir));
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(MaildirFolder.asFolder(maildir), ".?*")) {
      for (Path folder : folders) {
        if (!isTrash(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          places.addAll(parts(folder));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return places;
  }

  private static List<Path> parts(Path folder) {
    return List.of(folder.resolve("new"), folder.resolve("cur"));
  }

  private static List<Path> entries(Path place) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(MaildirFolder.asFolder(place), "[!.]*")) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  /** Negative if the file has gone. */
  private static long size(Path file) throws IOException {
    Matcher size = SIZE.matcher(String.valueOf(file.getFileName()));
    if (size.find()) {
      return Long.parseLong(size.group(1));
    }
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return -1;
    }
  }
}
