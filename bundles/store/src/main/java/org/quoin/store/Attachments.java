package org.quoin.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;

/** The attached queues, and the replay of what waits for one. */
final class Attachments {
  private final Folder folder;
  private final Index index;
  private final Alarm alarm;
  private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

  private volatile boolean closed;

  /** A message as it is in the log. */
  record Found(Entry entry, LogRecord.Acceptance message, List<QueueRecord.Mark> marks) {
    QueueStore.Stored stored() {
      return new QueueStore.Stored(message.message(), marks, entry.suspect);
    }
  }

  Attachments(Folder folder, Index index, Alarm alarm) {
    this.folder = folder;
    this.index = index;
    this.alarm = alarm;
  }

  QueueStore.Attachment attach(String queue, QueueStore.Listener listener) throws IOException {
    Subscription subscription = new Subscription(queue, listener);
    if (subscriptions.putIfAbsent(queue, subscription) != null) {
      throw new IllegalStateException("queue " + queue + " is attached already");
    }
    if (closed) {
      subscription.close();
    }
    boolean done = false;
    try {
      replay(subscription);
      done = true;
      return () -> detach(subscription);
    } finally {
      if (!done) {
        detach(subscription);
      }
    }
  }

  private void detach(Subscription subscription) {
    subscription.close();
    subscriptions.remove(subscription.queue(), subscription);
  }

  /** Mail that came in, on the committer's thread, after it is in the index. */
  void offer(Payload payload, long start) {
    for (Payload.Item item : payload.items()) {
      if (item.record() instanceof LogRecord.Acceptance acceptance) {
        QueueRecord.Accepted message = acceptance.message();
        Subscription subscription = subscriptions.get(message.queue());
        if (subscription != null) {
          subscription.offer(message, marks(payload, message), start + item.offset());
        }
      }
    }
  }

  /** What came in the same frame about this message; nothing, if it is new mail. */
  private static List<QueueRecord.Mark> marks(Payload payload, QueueRecord.Accepted message) {
    if (!payload.hasMarks()) {
      return List.of();
    }
    List<QueueRecord.Mark> marks = new ArrayList<>();
    for (Payload.Item item : payload.items()) {
      if (item.record() instanceof LogRecord.Marked marked
          && marked.mark().message() == message.message()
          && marked.mark().queue().equals(message.queue())) {
        marks.add(marked.mark());
      }
    }
    return List.copyOf(marks);
  }

  /**
   * @throws IOException if the store is closed
   */
  void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the store is closed");
    }
  }

  /** A replay that is running ends with an exception. */
  void close() {
    closed = true;
    subscriptions.values().forEach(Subscription::close);
  }

  /** In rounds: while one is read, newer mail may come; reading is faster than accepting. */
  private void replay(Subscription to) throws IOException {
    String queue = to.queue();
    long order = Location.NONE;
    try (LogReader reader = new LogReader(folder)) {
      boolean live = false;
      while (!live) {
        to.requireOpen();
        for (long message : index.after(queue, order)) {
          order = index.entry(queue, message).map(entry -> entry.order).orElse(order);
          replay(to, message, reader);
        }
        long last = order;
        live = to.goLive(last, () -> index.after(queue, last).length == 0);
      }
    }
  }

  /** A damaged message stays in the log, for the next opening to judge; the others go on. */
  private void replay(Subscription to, long message, LogReader reader) throws IOException {
    to.requireOpen();
    try {
      find(to.queue(), message, reader).ifPresent(found -> hand(found, to.listener()));
    } catch (DamageException e) {
      alarm.alert(
          "message " + message + " of queue " + to.queue() + " is damaged: " + e.getMessage());
    }
  }

  private static void hand(Found found, QueueStore.Listener listener) {
    listener.accepted(found.message().message(), found.marks(), found.entry().suspect);
  }

  /**
   * Reads a message while cleaning may move it and a queue may still be marking it: what was read
   * holds if the same records count before and after.
   *
   * @return empty if it has been removed meanwhile
   */
  Optional<Found> find(String queue, long message, LogReader reader) throws IOException {
    Optional<Entry> entry = index.entry(queue, message);
    while (entry.isPresent()) {
      Entry before = entry.get();
      Optional<Found> found = Optional.empty();
      IOException unread = null;
      try {
        found = Optional.of(read(before, reader));
      } catch (IOException e) {
        unread = e;
      }
      entry = index.entry(queue, message);
      if (entry.isPresent() && entry.get().sameAs(before)) {
        if (unread != null) {
          throw unread;
        }
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * The acceptance alone, whatever marks come meanwhile.
   *
   * @return empty if the message has been removed meanwhile
   */
  Optional<QueueRecord.Accepted> acceptance(String queue, long message, LogReader reader)
      throws IOException {
    Optional<Entry> entry = index.entry(queue, message);
    while (entry.isPresent()) {
      Entry before = entry.get();
      Optional<QueueRecord.Accepted> read = Optional.empty();
      IOException unread = null;
      try {
        read = Optional.of(decode(before, reader).message());
      } catch (IOException e) {
        unread = e;
      }
      entry = index.entry(queue, message);
      if (entry.isPresent() && entry.get().location == before.location) {
        if (unread != null) {
          throw unread;
        }
        return read;
      }
    }
    return Optional.empty();
  }

  private LogRecord.Acceptance decode(Entry entry, LogReader reader) throws IOException {
    return (LogRecord.Acceptance) reader.decode(entry.location, entry.length, index::body);
  }

  private Found read(Entry entry, LogReader reader) throws IOException {
    LogRecord.Acceptance message = decode(entry, reader);
    List<QueueRecord.Mark> marks = new ArrayList<>();
    for (long place : entry.markLocations()) {
      LogRecord record = reader.decode(place, entry.markLength(place), index::body);
      marks.add(((LogRecord.Marked) record).mark());
    }
    return new Found(entry, message, marks);
  }
}
