package org.quoin.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A bounce in qmail-send's own format (Q16 to Q18): header, reason, one paragraph per failed
 * recipient, then the message as it was. By the first paragraph others know it as a bounce.
 */
record Qsbmf(Notice notice, History message) implements Letter {
  private static final String COPY = "--- Below this line is a copy of the message.\n\n";
  private static final String HEADER = "--- Below this line is the message's header.\n\n";
  private static final String ORIGINAL = "--- Below this line is the original bounce.\n\n";
  private static final String UNREADABLE = "\nThe message itself could not be read.\n";
  private static final String TRUNCATED = "\n\n--- Rest of message truncated.\n";

  @Override
  public void writeTo(OutputStream out, Instant now, Copy copy) throws IOException {
    write(notice.header(now, message) + "\n" + notice.words(message), out);
    write(line(copy) + notice.returnPath(), out);
    if (!copy.isReadable()) {
      write(UNREADABLE, out);
    } else if (copy.headerOnly()) {
      copy.writeHeaderTo(out);
    } else {
      copy.writeTo(out);
      write(copy.isWhole() ? "" : TRUNCATED, out);
    }
  }

  private String line(Copy copy) {
    if (notice.isDouble()) {
      return ORIGINAL;
    }
    return copy.headerOnly() ? HEADER : COPY;
  }

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
