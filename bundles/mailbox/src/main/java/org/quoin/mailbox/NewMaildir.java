package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Makes a maildir as maildirmake(1) does (P8): it and its three folders, for nobody else to read.
 */
final class NewMaildir {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private NewMaildir() {}

  /**
   * @param name absolute or relative to the folder
   * @throws IOException in maildirmake's words; its folder must be there, the maildir must not
   */
  static Path make(Path folder, String name) throws IOException {
    Path maildir = folder.resolve(name);
    directory(maildir, name);
    for (String part : List.of("tmp", "new", "cur")) {
      directory(maildir.resolve(part), name + "/" + part);
    }
    return maildir;
  }

  private static void directory(Path folder, String name) throws IOException {
    try {
      Files.createDirectory(folder, PRIVATE);
    } catch (IOException e) {
      throw new IOException("unable to mkdir " + name + ": " + ErrorText.of(e), e);
    }
  }
}
