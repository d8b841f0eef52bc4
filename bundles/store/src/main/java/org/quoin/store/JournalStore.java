package org.quoin.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.api.PluginName;
import org.quoin.api.event.MailEvent;
import org.quoin.api.event.MailEvents;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of this base: a journal in {@code queue/} that serves all queue instances. If it cannot
 * be opened the service is there nevertheless and refuses everything, so that SMTP answers 4xx and
 * the operator finds the reason in the log. What may pass, such as a full disk or the lock of a
 * dying process, is tried again every few seconds.
 */
@Component(service = QueueStore.class, immediate = true, configurationPid = JournalStore.PID)
@PluginName("journal")
public final class JournalStore implements QueueStore {
  static final String PID = "org.quoin.store";
  private static final String SOURCE = "store";
  private static final int NOTE_MILLIS = 1000;
  private static final int SMALLEST_SEGMENT = 1 << 20;
  private static final int LARGEST_SEGMENT = 64 << 20;
  private static final long WAITING_BYTES = 16L << 20;
  private static final long RETRY_MILLIS = 5000;
  private static final Duration LONGEST_END = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(JournalStore.class);

  private final Path base;
  private final Config config;
  private final long retryMillis;
  private final AtomicReference<QueueStore> store = new AtomicReference<>(none("not yet"));
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread opener;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable MailEvents events;

  /** Settings of {@code etc/org.quoin.store.cfg}. */
  @interface Config {
    /** Where the store lies; relative to the base. */
    String folder() default "queue";

    /** Size of a segment file, bytes; a multiple of 4096. */
    int segment_bytes() default 32 << 20;

    /** Larger bodies become files, bytes. */
    int inline_bytes() default 256 << 10;

    /** Heap for all bodies on their way in, bytes; beyond it they become files. */
    long heap_bytes() default 64L << 20;

    /** Room on the disk below which no new mail is taken, bytes. */
    long min_free() default 50L << 20;

    /** Live messages beyond which no new mail is taken, because each costs heap. */
    int max_messages() default 1_000_000;
  }

  @Activate
  public JournalStore(BundleContext context, Config config) {
    this(context, config, RETRY_MILLIS);
  }

  /**
   * @param retryMillis pause between two attempts to open the store
   */
  JournalStore(BundleContext context, Config config, long retryMillis) {
    this.base = Path.of(String.valueOf(context.getProperty("quoin.base")));
    this.config = config;
    this.retryMillis = retryMillis;
  }

  private static UnopenedStore none(String why) {
    return new UnopenedStore(new IllegalStateException(why));
  }

  /** Apart from the constructor, because an alarm needs the references. */
  @Activate
  void open() {
    tryOpen();
    if (mayPass()) {
      opener = Thread.ofPlatform().name("store-opener").daemon().start(this::openLater);
    }
  }

  private boolean mayPass() {
    return store.get() instanceof UnopenedStore unopened && unopened.mayPass();
  }

  private void openLater() {
    try {
      while (mayPass() && !closing.await(retryMillis, TimeUnit.MILLISECONDS)) {
        tryOpen();
      }
    } catch (InterruptedException e) {
      LOG.debug("nobody waits for the store any more", e);
    }
  }

  private void tryOpen() {
    QueueStore before = store.get();
    if (closing.getCount() == 0) {
      return;
    }
    try {
      Journal journal = Journal.open(new LocalDisk(), settings(), new Bell(), new SecureRandom());
      LOG.info("store {} open, live messages by instance: {}", journal.id(), journal.counts());
      if (!store.compareAndSet(before, journal)) {
        end(journal);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("the store cannot be opened", e);
      refuse(before, new UnopenedStore(e));
    }
  }

  /** A reason is told once, not at each attempt. */
  private void refuse(QueueStore before, UnopenedStore now) {
    boolean told = before instanceof UnopenedStore last && last.reason().equals(now.reason());
    if (store.compareAndSet(before, now) && !told) {
      new Bell().alert(now.reason());
    }
  }

  private Settings settings() {
    return new Settings(
        base.resolve(config.folder()),
        segmentBytes(),
        config.inline_bytes(),
        config.heap_bytes(),
        WAITING_BYTES,
        config.min_free(),
        NOTE_MILLIS,
        config.max_messages());
  }

  /** Smaller ones are for tests; larger ones make recovery and cleaning take the heap. */
  private int segmentBytes() {
    int bytes = config.segment_bytes();
    if (bytes < SMALLEST_SEGMENT || bytes > LARGEST_SEGMENT) {
      throw new IllegalArgumentException(
          "segment.bytes must be from " + SMALLEST_SEGMENT + " to " + LARGEST_SEGMENT);
    }
    return bytes;
  }

  /** An attempt that is still running closes what it opens. */
  @Deactivate
  void close() {
    closing.countDown();
    QueueStore last = store.getAndSet(none("the store is closed"));
    awaitOpener();
    if (last instanceof Journal journal) {
      end(journal);
    }
  }

  private void awaitOpener() {
    Thread running = opener;
    try {
      if (running != null && !running.join(LONGEST_END)) {
        LOG.warn("the store is still being opened");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Journal journal) {
    try {
      journal.close();
    } catch (IOException e) {
      LOG.error("the store was not closed properly", e);
    }
  }

  /** Tells the operator by log and event. */
  private final class Bell implements Alarm {
    @Override
    public void warning(String text) {
      LOG.warn(text);
      publish(new MailEvent.Warning(SOURCE, text));
    }

    @Override
    public void alert(String text) {
      LOG.error(text);
      publish(new MailEvent.Alert(SOURCE, text));
    }

    private void publish(MailEvent event) {
      MailEvents to = events;
      if (to != null) {
        to.publish(event);
      }
    }
  }

  @Override
  public String id() {
    return store.get().id();
  }

  @Override
  public BodyWriter create() throws IOException {
    return store.get().create();
  }

  @Override
  public BodyWriter createFromReserve() throws IOException {
    return store.get().createFromReserve();
  }

  @Override
  public void append(List<? extends QueueRecord> records) throws IOException {
    store.get().append(records);
  }

  @Override
  public void note(List<? extends QueueRecord> records) throws IOException {
    store.get().note(records);
  }

  @Override
  public Attachment attach(String queue, Listener listener) throws IOException {
    return store.get().attach(queue, listener);
  }

  @Override
  public Optional<Stored> find(String queue, long message) throws IOException {
    return store.get().find(queue, message);
  }

  @Override
  public long check(Consumer<String> told) throws IOException {
    return store.get().check(told);
  }

  @Override
  public Map<String, Long> counts() {
    return store.get().counts();
  }

  @Override
  public Statistics statistics() {
    return store.get().statistics();
  }
}
