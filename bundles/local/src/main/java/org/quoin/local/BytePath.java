package org.quoin.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Names of files that come as bytes, one character per byte. */
final class BytePath {
  private BytePath() {}

  /** The bytes read as UTF-8; malformed ones name a file that nobody has. */
  static Path of(String bytes) {
    return Path.of(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }
}
