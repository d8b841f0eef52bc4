package org.quoin.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of files that come as bytes, one character per byte. */
final class BytePath {
  private BytePath() {}

  /**
   * The bytes read as UTF-8; malformed ones name a file that nobody has.
   *
   * @throws InvalidPathException if this process cannot name such a file, as under LC_ALL=C
   */
  static Path of(String bytes) {
    return Path.of(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }
}
