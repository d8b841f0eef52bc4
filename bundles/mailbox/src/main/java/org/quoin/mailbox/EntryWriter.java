package org.quoin.mailbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.quoin.api.Content;

/** The step that writes a message into an mbox; replaced in tests by disks that fail. */
@FunctionalInterface
interface EntryWriter {
  /**
   * Writes to the end of an mbox and leaves it open.
   *
   * @throws UnreadableMessage if the message itself could not be read
   * @throws IOException if it could not be written; part of it may be there
   */
  void write(OutputStream out, FromLine first, Content content) throws IOException;

  /** The From_ line, the message with quoted lines, a blank line (L11). */
  static void plain(OutputStream out, FromLine first, Content content) throws IOException {
    try (MessageReader in = MessageReader.open(content)) {
      out.write(first.text().getBytes(StandardCharsets.ISO_8859_1));
      FromQuoting quoting = new FromQuoting(out);
      in.copyTo(quoting::write);
      quoting.end();
      out.write('\n');
    }
  }
}
