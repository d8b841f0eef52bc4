package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The one name of a file that may have many, by links and dots; the same before it is made. */
final class RealName {
  private static final int MAX_LINKS = 40;

  private RealName() {}

  /**
   * @throws NoSuchFileException if the folder is missing in which the file is or would be
   */
  static Path of(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS; i++) {
      try {
        return path.toRealPath();
      } catch (NoSuchFileException e) {
        if (!Files.isSymbolicLink(path)) {
          return path.resolveSibling("").toRealPath().resolve(path.getFileName());
        }
        path = path.resolveSibling(Files.readSymbolicLink(path));
      }
    }
    throw new FileSystemLoopException(file.toString());
  }
}
