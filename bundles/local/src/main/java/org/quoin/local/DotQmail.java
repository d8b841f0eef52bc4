package org.quoin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.quoin.api.user.Account;
import org.quoin.codec.AsciiCase;

/**
 * Finds out whether a {@code .qmail} file has the say over an account's mail (L4). This bundle does
 * not interpret such files, and never delivers past one.
 */
record DotQmail(Account account) {
  private static final int MAX_NAME_BYTES = 255;
  private static final String PREFIX = ".qmail";
  private static final String DEFAULT = "default";

  /** Whether one of the names that qmail-local would try is there. */
  boolean isThere() throws NotNow {
    String dash = PREFIX + account.dash();
    String ext = AsciiCase.lower(account.ext()).replace('.', ':');
    if (exists(dash + ext)) {
      return true;
    }
    if (account.dash().isEmpty()) {
      return false;
    }
    for (int end = ext.lastIndexOf('-'); end >= 0; end = ext.lastIndexOf('-', end - 1)) {
      if (exists(dash + ext.substring(0, end + 1) + DEFAULT)) {
        return true;
      }
    }
    return exists(dash + DEFAULT);
  }

  /**
   * A name that no file can have, or one below something that is no folder, counts as absent. A
   * folder that cannot be asked does not.
   */
  private boolean exists(String name) throws NotNow {
    Path file = account.home();
    for (String part : name.split("/", -1)) {
      if (part.length() > MAX_NAME_BYTES || !isFolder(file)) {
        return false;
      }
      try {
        file = file.resolve(BytePath.of(part));
      } catch (InvalidPathException e) {
        return false;
      }
    }
    return attributes(file, LinkOption.NOFOLLOW_LINKS).isPresent();
  }

  private static boolean isFolder(Path file) throws NotNow {
    return attributes(file).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  /** Empty if there is no such file. */
  private static Optional<BasicFileAttributes> attributes(Path file, LinkOption... links)
      throws NotNow {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, links));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw NotNow.trouble("Unable to open " + file.getFileName() + ". (#4.3.0)");
    }
  }
}
