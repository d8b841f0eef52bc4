package org.quoin.queue;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.quoin.api.queue.QueueRecord;

/**
 * What an instance holds: the fold of its records, and nothing else. The same records in the same
 * order give the same state, whether they come live or from a replay. Not thread-safe.
 */
final class QueueState {
  private final Map<Long, Message> messages = new LinkedHashMap<>();
  private long bytes;

  void apply(QueueRecord record) {
    switch (record) {
      case QueueRecord.Accepted a -> add(a, false);
      case QueueRecord.Mark m -> find(m.message()).ifPresent(message -> message.apply(m));
      case QueueRecord.Removed r -> remove(r.message());
    }
  }

  /** A message that came in, or is replayed; the first of equal numbers counts. */
  Message add(QueueRecord.Accepted accepted, boolean suspect) {
    return messages.computeIfAbsent(accepted.message(), number -> taken(accepted, suspect));
  }

  private Message taken(QueueRecord.Accepted accepted, boolean suspect) {
    bytes += accepted.content().size();
    return new Message(accepted, suspect);
  }

  private void remove(long number) {
    Message gone = messages.remove(number);
    if (gone != null) {
      bytes -= gone.accepted().content().size();
    }
  }

  Optional<Message> find(long number) {
    return Optional.ofNullable(messages.get(number));
  }

  /** Oldest first. */
  Collection<Message> messages() {
    return Collections.unmodifiableCollection(messages.values());
  }

  int size() {
    return messages.size();
  }

  /** Of all messages together, headers included. */
  long bytes() {
    return bytes;
  }
}
