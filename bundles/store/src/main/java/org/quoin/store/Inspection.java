package org.quoin.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Reads all that is live once more, from the disk, as a queue and a transport would, and says what
 * cannot be read. Changes nothing and stops nobody; what is removed or moved meanwhile is no
 * trouble.
 */
record Inspection(Attachments attachments, Index index, Folder folder) {

  /**
   * @param told hears of each message that cannot be read as it was written, in a line
   * @return how many messages were read
   * @throws IOException if the store is closed meanwhile
   */
  long run(Consumer<String> told) throws IOException {
    long read = 0;
    try (LogReader reader = new LogReader(folder)) {
      for (String queue : index.counts().keySet()) {
        for (long message : index.after(queue, Location.NONE)) {
          attachments.requireOpen();
          read += read(queue, message, reader, told) ? 1 : 0;
        }
      }
    }
    return read;
  }

  private boolean read(String queue, long message, LogReader reader, Consumer<String> told)
      throws IOException {
    String name = "message " + message + " of queue " + queue;
    try {
      var found = attachments.find(queue, message, reader);
      if (found.isEmpty()) {
        return false;
      }
      if (found.get().entry().suspect) {
        told.accept(name + " is suspect: damage may have eaten that it was delivered");
      }
      readAll(found.get().message().body());
    } catch (IOException e) {
      if (index.entry(queue, message).isEmpty()) {
        return false;
      }
      attachments.requireOpen();
      told.accept(name + " cannot be read: " + e.getMessage());
    }
    return true;
  }

  /** Its checksum is compared at the end. */
  private static void readAll(Body body) throws IOException {
    try (InputStream in = body.open()) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
