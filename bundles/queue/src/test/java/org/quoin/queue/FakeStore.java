package org.quoin.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.quoin.api.Address;
import org.quoin.api.Content;
import org.quoin.api.Sender;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.Envelope;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.api.queue.QueueRecord.Mark;
import org.quoin.api.queue.QueueRecord.Removed;
import org.quoin.api.queue.QueueStore;

/** A store in memory that behaves as the contract says. */
final class FakeStore implements QueueStore {
  private record Live(Accepted accepted, List<Mark> marks) {}

  private final List<QueueRecord> log = new ArrayList<>();
  private final Map<String, Listener> listeners = new HashMap<>();
  private final Map<String, Map<Long, Live>> live = new TreeMap<>();
  private final Set<Long> suspects = new HashSet<>();
  private long numbers;
  private final AtomicBoolean bodiesLost = new AtomicBoolean();
  private final Set<Long> lost = ConcurrentHashMap.newKeySet();
  private boolean broken;
  private int appendsLeft = Integer.MAX_VALUE;
  private boolean full;
  private volatile Runnable replaying = () -> {};

  /** Everything that was written, in order. */
  synchronized List<QueueRecord> log() {
    return List.copyOf(log);
  }

  synchronized void breakDown(boolean value) {
    broken = value;
  }

  /** After so many more appends it fails. */
  synchronized void failAfter(int appends) {
    appendsLeft = appends;
  }

  /** Appends find no room. */
  synchronized void full(boolean value) {
    full = value;
  }

  /** What happens while a queue attaches. */
  void replaying(Runnable call) {
    replaying = call;
  }

  synchronized Set<String> attached() {
    return Set.copyOf(listeners.keySet());
  }

  /** No body can be opened. */
  void loseBodies(boolean value) {
    bodiesLost.set(value);
  }

  /** The body of this message cannot be opened. */
  void loseBody(long message) {
    lost.add(message);
  }

  /** Replays say that this message is suspect. */
  void suspect(long message) {
    suspects.add(message);
  }

  /** As the intake would do; the answer is the message's number. */
  synchronized long accept(
      String queue, Instant birth, String sender, String body, String... recipients)
      throws IOException {
    List<Address> to = List.of(recipients).stream().map(Address::new).toList();
    return accept(queue, birth, new Envelope(new Sender(sender), to), body);
  }

  synchronized long accept(String queue, Instant birth, Envelope envelope, String body)
      throws IOException {
    long number = ++numbers;
    Content content = new Content("", new TextBody(number, body, bodiesLost, lost));
    append(List.of(new Accepted(queue, number, birth, envelope, content)));
    return number;
  }

  /** A fact that may be appended beside others. */
  Accepted accepted(String queue, long number, String recipient) {
    Envelope envelope = new Envelope(new Sender(""), List.of(new Address(recipient)));
    Content content = new Content("", new TextBody(number, "", bodiesLost, lost));
    return new Accepted(queue, number, Instant.EPOCH, envelope, content);
  }

  synchronized boolean holds(String queue, long message) {
    return live.getOrDefault(queue, Map.of()).containsKey(message);
  }

  /** Live messages of an instance, in order. */
  synchronized List<Accepted> held(String queue) {
    return live.getOrDefault(queue, Map.of()).values().stream().map(Live::accepted).toList();
  }

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public BodyWriter createFromReserve() throws IOException {
    return create();
  }

  @Override
  public synchronized BodyWriter create() throws IOException {
    check();
    long number = ++numbers;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new BodyWriter() {
      @Override
      public long id() {
        return number;
      }

      @Override
      public OutputStream stream() {
        return bytes;
      }

      @Override
      public StoredBody finish() {
        return new TextBody(number, bytes.toString(StandardCharsets.ISO_8859_1), bodiesLost, lost);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized void append(List<? extends QueueRecord> records) throws IOException {
    if (full) {
      throw new NoRoomException("the log cannot grow", null);
    }
    if (appendsLeft == 0) {
      throw new IOException("the disk has failed");
    }
    appendsLeft -= records.isEmpty() ? 0 : 1;
    write(records);
    for (QueueRecord record : records) {
      Listener listener = listeners.get(record.queue());
      if (record instanceof Accepted accepted && listener != null) {
        Live came = live.getOrDefault(record.queue(), Map.of()).get(record.message());
        listener.accepted(accepted, came == null ? List.of() : List.copyOf(came.marks()), false);
      }
    }
  }

  @Override
  public synchronized void note(List<? extends QueueRecord> records) throws IOException {
    write(records);
  }

  @Override
  public Attachment attach(String queue, Listener listener) throws IOException {
    replaying.run();
    return replay(queue, listener);
  }

  private synchronized Attachment replay(String queue, Listener listener) throws IOException {
    check();
    if (listeners.putIfAbsent(queue, listener) != null) {
      throw new IllegalStateException(queue + " is attached already");
    }
    for (Live message : List.copyOf(live.getOrDefault(queue, Map.of()).values())) {
      boolean suspect = suspects.contains(message.accepted().message());
      listener.accepted(message.accepted(), List.copyOf(message.marks()), suspect);
    }
    return () -> detach(queue);
  }

  private synchronized void detach(String queue) {
    listeners.remove(queue);
  }

  @Override
  public synchronized Optional<Stored> find(String queue, long message) throws IOException {
    check();
    return Optional.ofNullable(live.getOrDefault(queue, Map.of()).get(message))
        .map(m -> new Stored(m.accepted(), m.marks(), suspects.contains(message)));
  }

  @Override
  public synchronized long check(Consumer<String> told) throws IOException {
    check();
    suspects.forEach(message -> told.accept("message " + message + " is suspect"));
    return live.values().stream().mapToLong(Map::size).sum();
  }

  @Override
  public synchronized Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    live.forEach((queue, messages) -> counts.put(queue, (long) messages.size()));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  @Override
  public synchronized Statistics statistics() {
    return new Statistics(log.size(), 1, 0, 0);
  }

  private void write(List<? extends QueueRecord> records) throws IOException {
    check();
    log.addAll(records);
    for (QueueRecord record : records) {
      Map<Long, Live> messages = live.computeIfAbsent(record.queue(), q -> new TreeMap<>());
      switch (record) {
        case Accepted a -> messages.put(a.message(), new Live(a, new ArrayList<>()));
        case Removed r -> messages.remove(r.message());
        case Mark m -> {
          Live message = messages.get(m.message());
          if (message == null) {
            throw new IllegalStateException("a mark for a message that is gone: " + m);
          }
          message.marks().removeIf(older -> recipient(older) == recipient(m));
          message.marks().add(m);
        }
      }
    }
  }

  private static int recipient(Mark mark) {
    return switch (mark) {
      case QueueRecord.Settled s -> s.recipient();
      case QueueRecord.Deferred d -> d.recipient();
      case QueueRecord.Held h -> -1;
    };
  }

  private void check() throws IOException {
    if (broken) {
      throw new IOException("the disk has failed");
    }
  }

  /** A body that is its text. */
  record TextBody(long id, String text, AtomicBoolean allLost, Set<Long> lost)
      implements StoredBody {
    @Override
    public long size() {
      return text.length();
    }

    @Override
    public InputStream open() throws IOException {
      if (allLost.get() || lost.contains(id)) {
        throw new IOException("body " + id + " is gone");
      }
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
