package org.quoin.users;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * {@code users/assign} on disk. A file that is absent has no accounts.
 *
 * @param maxBytes a larger file is refused
 */
record AssignFile(Path path, int maxBytes) {
  /**
   * The file's bytes as characters; a lone end line if it is absent.
   *
   * @throws IOException if it is there and cannot be read, or is too large
   */
  String text() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new IOException("users/assign is larger than " + maxBytes + " bytes");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return ".\n";
    }
  }

  Assignments read() throws IOException {
    return AssignSyntax.parse(text());
  }
}
