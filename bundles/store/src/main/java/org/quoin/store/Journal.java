package org.quoin.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.NoRoomException;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;

/** An open store: recovers the log, wires the parts, and lets callers wait for the committer. */
final class Journal implements QueueStore, Closeable {
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 8;

  /** One more message in so many may wait if the platform made it itself. */
  private static final int RESERVE = 10;

  private final String id;
  private final Closeable lock;
  private final Folder folder;
  private final Room room;
  private final int maxMessages;
  private final AtomicLong nextNumber;
  private final Counters counters = new Counters();
  private final Bodies bodies;
  private final Index index;
  private final Framer framer;
  private final Attachments attachments;
  private final Inbox inbox;
  private final Supply supply;
  private final Thread committer;

  /**
   * Opens the store, making it if there is none.
   *
   * @throws IOException if somebody else has it open, or it cannot be read or written
   */
  static Journal open(Disk disk, Settings settings, Alarm alarm, RandomGenerator random)
      throws IOException {
    Folder folder = new Folder(disk, new Layout(settings.folder()));
    disk.makeDirectory(folder.layout().journal());
    disk.makeDirectory(folder.layout().bodies());
    Closeable lock = disk.lock(folder.layout().lock());
    try {
      return new Journal(folder, settings, alarm, random, lock);
    } catch (IOException | RuntimeException | Error e) {
      try (lock) {
        throw e;
      }
    }
  }

  private Journal(
      Folder folder, Settings settings, Alarm alarm, RandomGenerator random, Closeable lock)
      throws IOException {
    this.lock = lock;
    this.folder = folder;
    maxMessages = settings.maxMessages();
    room = new Room(folder, settings.minFree(), System::nanoTime);
    bodies = new Bodies(folder, settings, counters);
    index = new Index(bodies);
    Recovery.Recovered found = new Recovery(folder, index, alarm).run();
    id = found.store().orElseGet(() -> newId(random));
    nextNumber = new AtomicLong(found.next());
    framer = new Framer(bodies, index, settings.longestPayload());
    attachments = new Attachments(folder, index, alarm);
    inbox = new Inbox(settings.waitingBytes());
    var origin = new Supply.Origin(id, found.epoch() + 1, random::nextLong, nextNumber::get);
    supply = new Supply(folder, settings.segmentBytes(), origin, alarm, supplyThread());
    Log log = begin(found, settings);
    Cleaner cleaner = new Cleaner(folder, index, log, supply, alarm);
    committer =
        Thread.ofPlatform()
            .name("store-committer")
            .daemon()
            .start(new Committer(inbox, log, index, cleaner, new Ear(alarm)));
  }

  private static String newId(RandomGenerator random) {
    StringBuilder letters = new StringBuilder();
    random.ints(ID_LENGTH, 0, LETTERS.length()).forEach(i -> letters.append(LETTERS.charAt(i)));
    return letters.toString();
  }

  private static ExecutorService supplyThread() {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().name("store-supply").daemon().factory());
  }

  /** A new life never writes behind what an earlier one left: it begins a segment of its own. */
  private Log begin(Recovery.Recovered found, Settings settings) throws IOException {
    int sequence = found.sequence() + 1;
    supply.adopt(found.spares());
    try {
      return new Log(supply, new Ring(found.segments()), sequence, settings, counters);
    } catch (IOException e) {
      try (supply) {
        throw e;
      }
    }
  }

  /** What the committer tells the rest. */
  private final class Ear implements Committer.Watcher {
    private final Alarm alarm;

    Ear(Alarm alarm) {
      this.alarm = alarm;
    }

    @Override
    public void committed(Payload payload, long start) {
      attachments.offer(payload, start);
    }

    @Override
    public void failed(IOException why) {
      bodies.keepFiles();
      alarm.alert(String.valueOf(why.getMessage()));
    }

    @Override
    public void forgotten(int notes) {
      alarm.alert("no room for " + notes + " notes: deliveries may be repeated");
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public BodyWriter create() throws IOException {
    inbox.check();
    room.check();
    return body(maxMessages);
  }

  @Override
  public BodyWriter createFromReserve() throws IOException {
    inbox.check();
    room.checkReserve();
    return body(maxMessages + maxMessages / RESERVE + 1L);
  }

  private BodyWriter body(long limit) throws IOException {
    long messages = index.size();
    if (messages >= limit) {
      throw new NoRoomException("the queue is full: " + messages + " messages wait", null);
    }
    return new SpillingBody(bodies, nextNumber.getAndIncrement());
  }

  @Override
  public void append(List<? extends QueueRecord> records) throws IOException {
    if (records.isEmpty()) {
      awaitNotes();
      return;
    }
    Set<Body> pinned = framer.pin(records);
    try {
      Ticket ticket = new Ticket(framer.payload(pinned, records), true);
      inbox.put(ticket);
      ticket.await();
      counters.appends.increment();
    } finally {
      framer.unpin(pinned);
    }
  }

  @Override
  public void requireFit(List<? extends QueueRecord> records) throws IOException {
    inbox.check();
    Set<Body> pinned = framer.pin(records);
    try {
      framer.payload(pinned, records);
    } finally {
      framer.unpin(pinned);
    }
  }

  @Override
  public void note(List<? extends QueueRecord> records) throws IOException {
    if (records.isEmpty()) {
      return;
    }
    if (records.stream().anyMatch(QueueRecord.Accepted.class::isInstance)) {
      throw new IllegalArgumentException("an accepted message is appended, not noted");
    }
    inbox.put(new Ticket(framer.payload(Set.of(), records), false));
  }

  /**
   * First what was noted before must be in the index: a removed message is not handed out again.
   */
  @Override
  public Attachment attach(String queue, Listener listener) throws IOException {
    awaitNotes();
    return attachments.attach(queue, listener);
  }

  private void awaitNotes() throws IOException {
    Ticket all = new Ticket(Payload.EMPTY, true);
    inbox.put(all);
    all.await();
  }

  @Override
  public Optional<Stored> find(String queue, long message) throws IOException {
    attachments.requireOpen();
    try (LogReader reader = new LogReader(folder)) {
      return attachments.find(queue, message, reader).map(Attachments.Found::stored);
    }
  }

  @Override
  public Optional<QueueRecord.Accepted> accepted(String queue, long message) throws IOException {
    attachments.requireOpen();
    try (LogReader reader = new LogReader(folder)) {
      return attachments.acceptance(queue, message, reader);
    }
  }

  @Override
  public long check(Consumer<String> told) throws IOException {
    return new Inspection(attachments, index, folder).run(told);
  }

  @Override
  public Map<String, Long> counts() {
    return index.counts();
  }

  @Override
  public Statistics statistics() {
    return counters.read();
  }

  /** Frames that the committer has not taken yet. */
  int waiting() {
    return inbox.size();
  }

  /**
   * Ends what waits, then the log. Afterwards everything is refused. While the disk does not answer
   * the folder stays locked, for it may answer yet.
   */
  @Override
  public void close() throws IOException {
    inbox.close(new IOException("the store is closed"));
    boolean interrupted = awaitCommitter();
    attachments.close();
    bodies.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (committer.isAlive()) {
      throw new IOException("the disk does not answer");
    }
    try (lock) {
      supply.close();
    }
  }

  /**
   * @return whether somebody would not wait so long
   */
  private boolean awaitCommitter() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + CLOSE_NANOS;
    while (committer.isAlive() && System.nanoTime() < deadline) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(committer, deadline - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
