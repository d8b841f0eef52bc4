package org.quoin.codec;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names of files that come as bytes, one character per byte. They go through a URI, where every
 * byte can be written: so the path is exact whatever character set this process has for names.
 */
public final class BytePath {
  private static final HexFormat HEX = HexFormat.of();

  private BytePath() {}

  /**
   * @param bytes absolute or relative
   * @throws InvalidPathException if there is a NUL: no file has one in its name
   */
  public static Path of(String bytes) {
    if (bytes.indexOf(0) >= 0) {
      throw new InvalidPathException(bytes, "a NUL");
    }
    Path absolute = Path.of(URI.create(uri(bytes)));
    if (bytes.startsWith("/")) {
      return absolute;
    }
    int names = absolute.getNameCount();
    return names == 0 ? Path.of("") : absolute.subpath(0, names);
  }

  /** The name below the root; of several slashes in a row one is kept. */
  private static String uri(String bytes) {
    StringBuilder uri = new StringBuilder("file:///");
    for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
      if (b != '/') {
        uri.append('%').append(HEX.toHexDigits(b));
      } else if (uri.charAt(uri.length() - 1) != '/') {
        uri.append('/');
      }
    }
    return uri.toString();
  }
}
