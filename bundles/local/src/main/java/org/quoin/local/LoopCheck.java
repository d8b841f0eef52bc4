package org.quoin.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Looks for one exact line in a message's header, byte for byte, its line feed included (L3). The
 * header ends with an empty line, with the message, or at a limit: a header that is larger is not
 * searched further, the limit on hops then ends the loop.
 */
final class LoopCheck {
  private final byte[] line;
  private final int maxHeaderBytes;

  private boolean same = true;
  private int column;

  private LoopCheck(String line, int maxHeaderBytes) {
    this.line = line.getBytes(StandardCharsets.ISO_8859_1);
    this.maxHeaderBytes = maxHeaderBytes;
  }

  /**
   * @param line with its line feed
   * @param message read from its beginning; not closed
   */
  static boolean found(String line, InputStream message, int maxHeaderBytes) throws IOException {
    return new LoopCheck(line, maxHeaderBytes).search(message);
  }

  private boolean search(InputStream message) throws IOException {
    byte[] buffer = new byte[Math.min(8192, maxHeaderBytes)];
    for (int rest = maxHeaderBytes; rest > 0; ) {
      int read = message.read(buffer, 0, Math.min(buffer.length, rest));
      if (read < 0) {
        return false;
      }
      for (int i = 0; i < read; i++) {
        switch (next(buffer[i])) {
          case FOUND -> {
            return true;
          }
          case END_OF_HEADER -> {
            return false;
          }
          case GO_ON -> {}
        }
      }
      rest -= read;
    }
    return false;
  }

  private enum Step {
    FOUND,
    END_OF_HEADER,
    GO_ON
  }

  private Step next(byte b) {
    same = same && column < line.length && line[column] == b;
    if (b != '\n') {
      column++;
      return Step.GO_ON;
    }
    boolean found = same && column == line.length - 1;
    boolean empty = column == 0;
    same = true;
    column = 0;
    return found ? Step.FOUND : empty ? Step.END_OF_HEADER : Step.GO_ON;
  }
}
