package org.quoin.users;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A text about accounts on disk, such as {@code users/assign}.
 *
 * @param name how people call it
 * @param maxBytes a larger file is refused
 */
record TextFile(Path path, String name, int maxBytes) {
  /**
   * The file's bytes as characters; empty if it is absent.
   *
   * @throws IOException if it is there and cannot be read, or is too large
   */
  Optional<String> text() throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(name + " is not a file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new IOException(name + " is larger than " + maxBytes + " bytes");
      }
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws IOException also if the file is absent: no one knows then who has an account
   */
  String needed() throws IOException {
    return text().orElseThrow(() -> new IOException(name + " is not there"));
  }
}
