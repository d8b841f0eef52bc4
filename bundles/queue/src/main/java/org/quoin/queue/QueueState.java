package org.quoin.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.quoin.api.queue.QueueRecord;
import org.quoin.codec.LongMap;

/**
 * What an instance holds: the fold of its records, and nothing else. The same records in the same
 * order give the same state, whether they come live or from a replay. Not thread-safe.
 */
final class QueueState {
  private final LongMap<Message> messages = new LongMap<>();
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
    Optional<Message> known = find(accepted.message());
    if (known.isPresent()) {
      return known.get();
    }
    Message message = new Message(accepted, suspect);
    messages.put(message.number(), message);
    bytes += message.size();
    return message;
  }

  private void remove(long number) {
    Message gone = messages.remove(number);
    bytes -= gone == null ? 0 : gone.size();
  }

  Optional<Message> find(long number) {
    return Optional.ofNullable(messages.get(number));
  }

  /** All messages, in no order; nothing may be added or removed meanwhile. */
  void forEach(Consumer<Message> visitor) {
    messages.forEach(visitor);
  }

  /** Oldest first; made for the caller. */
  List<Message> messages() {
    List<Message> all = new ArrayList<>(messages.size());
    messages.forEach(all::add);
    all.sort(Comparator.comparingLong(Message::number));
    return all;
  }

  int size() {
    return messages.size();
  }

  /** Of all messages together, headers included. */
  long bytes() {
    return bytes;
  }
}
