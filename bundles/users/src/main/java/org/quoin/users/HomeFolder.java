package org.quoin.users;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** A new account's home with its Maildir, mode 0700. What is there already is kept. */
record HomeFolder(Path path) {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** Recorded for a home that belongs to root: nothing is delivered to uid 0 (Q21). */
  private static final long NOBODY = 65534;

  void create() throws IOException {
    Files.createDirectories(path.resolveSibling(""));
    folder(path);
    Path maildir = path.resolve("Maildir");
    folder(maildir);
    for (String part : List.of("tmp", "new", "cur")) {
      folder(maildir.resolve(part));
    }
  }

  long uid() throws IOException {
    return id("unix:uid");
  }

  long gid() throws IOException {
    return id("unix:gid");
  }

  private long id(String attribute) throws IOException {
    int id = (Integer) Files.getAttribute(path, attribute);
    return id == 0 ? NOBODY : id;
  }

  private static void folder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, PRIVATE);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(folder + " is there already and is not a folder", e);
      }
    }
  }
}
