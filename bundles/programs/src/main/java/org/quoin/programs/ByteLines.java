package org.quoin.programs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a file or of standard input, bytes as characters. */
final class ByteLines {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final String name;

  /**
   * @param name what it is called if it cannot be read
   */
  ByteLines(InputStream in, String name) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
    this.name = name;
  }

  /**
   * The next line with its newline, which only the last one may lack; empty at the end.
   *
   * @throws Fatal if it cannot be read, or is longer than {@link AddressTokens#LIMIT_BYTES}
   */
  Optional<String> next() throws Fatal {
    try {
      String line = line();
      return line.isEmpty() ? Optional.empty() : Optional.of(line);
    } catch (IOException e) {
      throw Fatal.later("unable to read " + name + ": " + ErrorWords.of(e));
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0) {
      line.append((char) c);
      if (c == '\n') {
        break;
      }
      if (line.length() >= AddressTokens.LIMIT_BYTES) {
        throw new IOException("a line is longer than " + AddressTokens.LIMIT_BYTES + " bytes");
      }
      c = in.read();
    }
    return line.toString();
  }
}
