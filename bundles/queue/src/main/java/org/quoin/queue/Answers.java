package org.quoin.queue;

import java.io.IOException;
import java.util.List;
import org.quoin.api.queue.QueueEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds what recipients were answered, which only the store knows. Who asks shall see the rest even
 * if a message has just left or cannot be read.
 */
record Answers(Archive archive) {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  QueueEntry with(QueueEntry entry) {
    try {
      return Snapshot.told(entry, archive.history(entry.message()));
    } catch (IOException e) {
      LOG.debug("queue {}: message {} cannot be read", entry.queue(), entry.message(), e);
      return entry;
    }
  }

  List<Why.Line> with(long message, List<Why.Line> lines) {
    try {
      return lines.isEmpty() ? lines : Why.told(lines, archive.history(message));
    } catch (IOException e) {
      LOG.debug("message {} cannot be read", message, e);
      return lines;
    }
  }
}
