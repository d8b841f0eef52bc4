package org.quoin.queue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.quoin.api.Content;

/** The header of a message for people: its lines up to the first empty one. */
final class HeaderLines {
  private static final int MAX_BYTES = 65_536;
  private static final int MAX_LINES = 200;

  private HeaderLines() {}

  static List<String> of(Content content) throws IOException {
    byte[] top;
    try (InputStream in = content.open()) {
      top = in.readNBytes(MAX_BYTES);
    }
    List<String> lines = new ArrayList<>();
    for (String line : new String(top, StandardCharsets.ISO_8859_1).split("\n", MAX_LINES + 1)) {
      if (line.isEmpty() || lines.size() == MAX_LINES) {
        return lines;
      }
      lines.add(line);
    }
    return lines;
  }
}
