package org.quoin.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A home folder and the checks that come before any delivery into it (L2). */
record Home(Path path) {
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int STICKY = 01000;

  /**
   * @param patrn modes that a home must not have, qmail's conf-patrn
   * @throws NotNow if the home is away, not safe, or its owner is changing it
   */
  void check(int patrn) throws NotNow {
    if (isSticky(patrn)) {
      throw NotNow.trouble("Home directory is sticky: user is editing his .qmail file. (#4.2.1)");
    }
  }

  /**
   * Whether its owner is changing it.
   *
   * @throws NotNow if anything else is wrong with it
   */
  boolean isSticky(int patrn) throws NotNow {
    int mode = mode();
    if ((mode & TYPE) != FOLDER) {
      throw unusable("not a directory");
    }
    if ((mode & patrn) != 0) {
      throw NotNow.trouble("Uh-oh: home directory is writable. (#4.7.0)");
    }
    return (mode & STICKY) != 0;
  }

  private int mode() throws NotNow {
    try {
      return (Integer) Files.getAttribute(path, "unix:mode");
    } catch (NoSuchFileException e) {
      throw unusable("file does not exist");
    } catch (AccessDeniedException e) {
      throw unusable("access denied");
    } catch (IOException e) {
      throw unusable("input/output error");
    }
  }

  private NotNow unusable(String why) {
    return NotNow.trouble("Unable to switch to " + path + ": " + why + ". (#4.3.0)");
  }
}
