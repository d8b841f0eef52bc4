package org.quoin.users;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Folders whose names come as bytes, one character per byte. */
final class HomePath {
  private HomePath() {}

  /**
   * The bytes read as UTF-8; malformed ones name a folder that nobody has.
   *
   * @throws InvalidPathException if this process cannot name such a folder, as under LC_ALL=C
   */
  static Path of(String bytes) {
    return Path.of(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  /** The bytes of a name, one character per byte. */
  static String bytes(Path name) {
    return Utf8.bytes(name.toString());
  }
}
