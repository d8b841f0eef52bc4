package org.quoin.mailbox;

import java.io.IOException;
import java.nio.file.Path;
import org.quoin.api.Content;

/** The step that puts a message on the disk; replaced in tests by disks that fail. */
@FunctionalInterface
interface MessageWriter {
  /**
   * Writes a new file and returns when its bytes are durable.
   *
   * @throws UnreadableMessage if the message itself could not be read
   * @throws IOException if the file could not be written; part of it may be there
   */
  void write(Path file, Content content) throws IOException;
}
