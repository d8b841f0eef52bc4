package org.quoin.mailbox;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One maildir: the folders tmp, new and cur. Links are followed, as qmail does. */
record MaildirFolder(Path path) {
  /** A tmp with more entries than this is not searched to its end. */
  private static final int MAX_TMP_ENTRIES = 1000;

  /**
   * A name that only a folder has, {@code folder/.}, for opening it. If its owner has put a FIFO in
   * its place, opening that would wait for somebody at the other end.
   */
  static Path asFolder(Path folder) {
    return folder.resolve(".");
  }

  boolean exists() {
    return Files.isDirectory(path);
  }

  /**
   * A name in tmp that no other attempt uses, so that attempts cannot take each other's file. The
   * colon is in no message's name: it shows where that ends.
   */
  Path temporary(MaildirName name, String attempt) {
    return path.resolve("tmp").resolve(name.text() + ":" + attempt);
  }

  boolean has(MaildirName name) {
    return isThere("new", name.text())
        || name.usualInCur().stream().anyMatch(file -> isThere("cur", file));
  }

  /**
   * Removes what broken-off attempts for the same name have left in tmp.
   *
   * @return whether one of them had got as far as new: a second link tells
   */
  boolean removeLeftovers(MaildirName name) throws IOException {
    boolean delivered = false;
    for (Path leftover : leftovers(name)) {
      delivered |= isLinkedTwice(leftover);
      Files.deleteIfExists(leftover);
    }
    return delivered;
  }

  /** Puts a finished file into new; a file of that name is the same message and stays. */
  void publish(Path file, MaildirName name) throws IOException {
    try {
      Files.createLink(finished().resolve(name.text()), file);
    } catch (FileAlreadyExistsException e) {
      // A twin of this attempt was faster. Its file was synced before it was linked.
    }
  }

  /** Where finished files are. */
  Path finished() {
    return path.resolve("new");
  }

  /**
   * Makes a folder's entries durable. Interrupts wait: others wait for this sync, too.
   *
   * @throws IOException also if it is no folder
   */
  static void syncEntries(Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (!isSynced(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean isSynced(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(asFolder(folder), READ)) {
      entries.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  private boolean isThere(String folder, String file) {
    return Files.exists(path.resolve(folder).resolve(file));
  }

  private List<Path> leftovers(MaildirName name) throws IOException {
    List<Path> found = new ArrayList<>();
    String prefix = name.text() + ":";
    int seen = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(asFolder(path.resolve("tmp")))) {
      for (Path entry : entries) {
        if (String.valueOf(entry.getFileName()).startsWith(prefix)) {
          found.add(entry);
        }
        if (++seen == MAX_TMP_ENTRIES) {
          break;
        }
      }
    }
    return found;
  }

  private static boolean isLinkedTwice(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
  }
}
