package org.quoin.intake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;

/** A store in memory that remembers each append apart, and which writers were never closed. */
final class FakeStore implements QueueStore {
  final List<List<QueueRecord.Accepted>> appends = new CopyOnWriteArrayList<>();
  final Set<Long> open = ConcurrentHashMap.newKeySet();
  private final long first;
  private final AtomicLong numbers;
  volatile boolean full;
  volatile boolean failed;
  final AtomicLong fromReserve = new AtomicLong();
  volatile boolean broken;
  volatile int maxRecipients = Integer.MAX_VALUE;

  /**
   * @param first numbers begin behind this one
   */
  FakeStore(long first) {
    this.first = first;
    this.numbers = new AtomicLong(first);
  }

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public BodyWriter create() throws IOException {
    if (full) {
      throw new NoRoomException("short of room", null);
    }
    if (failed) {
      throw new IOException("the store has failed");
    }
    Writer writer = new Writer(numbers.incrementAndGet());
    open.add(writer.id());
    return writer;
  }

  @Override
  public BodyWriter createFromReserve() {
    fromReserve.incrementAndGet();
    Writer writer = new Writer(numbers.incrementAndGet());
    open.add(writer.id());
    return writer;
  }

  @Override
  public void append(List<? extends QueueRecord> records) throws IOException {
    if (broken) {
      throw new IOException("sync failed");
    }
    appends.add(fitting(records));
  }

  @Override
  public void requireFit(List<? extends QueueRecord> records) {
    fitting(records);
  }

  private List<QueueRecord.Accepted> fitting(List<? extends QueueRecord> records) {
    List<QueueRecord.Accepted> accepted =
        records.stream().map(QueueRecord.Accepted.class::cast).toList();
    int recipients = accepted.stream().mapToInt(r -> r.envelope().recipients().size()).sum();
    if (recipients > maxRecipients) {
      throw new IllegalArgumentException("too large a unit");
    }
    return accepted;
  }

  @Override
  public void note(List<? extends QueueRecord> records) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Attachment attach(String queue, Listener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Stored> find(String queue, long message) {
    return Optional.empty();
  }

  @Override
  public long check(Consumer<String> told) {
    return 0;
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of();
  }

  @Override
  public Statistics statistics() {
    return new Statistics(appends.size(), 0, 0, 0);
  }

  /** How many bodies were begun. */
  long created() {
    return numbers.get() - first;
  }

  /** The whole text of a record, header and body. */
  static String text(QueueRecord.Accepted record) throws IOException {
    try (InputStream in = record.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private record Kept(long id, String text) implements StoredBody {
    @Override
    public long size() {
      return text.length();
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private final class Writer implements BodyWriter {
    private final long id;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Writer(long id) {
      this.id = id;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public OutputStream stream() {
      return bytes;
    }

    @Override
    public StoredBody finish() {
      return new Kept(id, bytes.toString(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
      open.remove(id);
    }
  }
}
