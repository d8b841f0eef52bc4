package org.quoin.dotqmail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.quoin.api.delivery.PutOffException;
import org.quoin.codec.BytePath;

/**
 * A file that may be in a home. Symbolic links are followed, as qmail does: who can make one there
 * can as well name a program. What is no regular file is never opened, so a FIFO cannot hold us up;
 * only its owner could put one in its place between the look and the opening.
 *
 * @param name relative to the home, bytes as characters
 */
record HomeFile(Path home, String name) {
  private static final int MAX_PART_BYTES = 255;
  private static final int MAX_PATH_BYTES = 4095;
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int READABLE = 0444;

  /** The JDK's own words behind ELOOP, in every language. */
  private static final String LOOP = "or unable to access attributes of symbolic link";

  /** Whether anything is there, whatever it is. */
  boolean exists() throws PutOffException {
    return mode().isPresent();
  }

  /** The mode if it is a regular file. */
  Optional<Integer> regularMode() throws PutOffException {
    return mode().filter(mode -> (mode & TYPE) == REGULAR);
  }

  /**
   * The bytes of a regular file, as characters. A file that nobody may read is not read by root
   * either.
   */
  String read(int mode, int maxBytes) throws PutOffException {
    if ((mode & READABLE) == 0) {
      throw unable("access denied");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path())) {
      bytes = in.readNBytes(maxBytes + 1);
    } catch (AccessDeniedException e) {
      throw unable("access denied");
    } catch (IOException e) {
      throw unable("input/output error");
    }
    if (bytes.length > maxBytes) {
      throw unable("larger than " + maxBytes + " bytes");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A name that no file can have counts as absent. */
  private Optional<Integer> mode() throws PutOffException {
    if (!canBe()) {
      return Optional.empty();
    }
    try {
      return Optional.of((Integer) Files.getAttribute(path(), "unix:mode"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw unable("access denied");
    } catch (FileSystemException e) {
      if (String.valueOf(e.getReason()).endsWith(LOOP) || isBelowNoFolder()) {
        return Optional.empty();
      }
      throw unable("input/output error");
    } catch (IOException e) {
      throw unable("input/output error");
    }
  }

  private boolean canBe() {
    int homeBytes = home.toString().getBytes(StandardCharsets.UTF_8).length;
    boolean tooLong = homeBytes + 1 + name.length() > MAX_PATH_BYTES;
    if (tooLong || name.indexOf(0) >= 0 || name.endsWith("/")) {
      return false;
    }
    for (String part : name.split("/", -1)) {
      if (part.length() > MAX_PART_BYTES || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  private boolean isBelowNoFolder() {
    Path folder = path().getParent();
    while (folder != null && !folder.equals(home)) {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        return true;
      }
      folder = folder.getParent();
    }
    return false;
  }

  private Path path() {
    return home.resolve(BytePath.of(name));
  }

  private PutOffException unable(String why) {
    return new PutOffException("Unable to open " + name + ": " + why + ". (#4.3.0)");
  }
}
