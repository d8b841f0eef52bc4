package org.quoin.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The two questions that are put to the disk; tests put a failing one in its place. */
interface FileSource {
  /**
   * @return empty if there is no such file
   * @throws IOException if it is not a file, or the disk cannot say
   */
  Optional<Stamp> stamp(Path file) throws IOException;

  /**
   * The whole file, one character per byte, none of them NUL.
   *
   * @throws IOException if it cannot be read, has a NUL, or is longer than {@code limitBytes}
   */
  String read(Path file, int limitBytes) throws IOException;
}
