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
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configured store, open or not. If it cannot be opened it is there nevertheless and refuses
 * everything, so that SMTP answers 4xx and the operator finds the reason in the log. What may pass,
 * such as a full or missing disk or the lock of a dying process, is tried again every few seconds.
 */
final class JournalStore implements QueueStore {
  private static final Duration LONGEST_END = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(JournalStore.class);

  private final Named named;
  private final Alarm alarm;
  private final long retryMillis;
  private final AtomicReference<QueueStore> store = new AtomicReference<>(none("not yet"));
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread opener;

  /**
   * @param retryMillis pause between two attempts to open the store
   */
  JournalStore(Named named, Alarm alarm, long retryMillis) {
    this.named = named;
    this.alarm = alarm;
    this.retryMillis = retryMillis;
  }

  /** The name by which instances choose it, and its settings. */
  Named named() {
    return named;
  }

  private static UnopenedStore none(String why) {
    return new UnopenedStore(new IllegalStateException(why));
  }

  /**
   * Opens it on a thread of its own, for a disk may hang.
   *
   * @param attempted runs after the first attempt, however that ended
   */
  void open(Runnable attempted) {
    opener =
        Thread.ofPlatform()
            .name("store-opener")
            .daemon()
            .start(
                () -> {
                  tryOpen();
                  attempted.run();
                  openLater();
                });
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
      Disk disk = new LocalDisk();
      requireParent(disk);
      Journal journal = Journal.open(disk, named.settings(), alarm, new SecureRandom());
      LOG.info("store {} ({}) open: {}", named.name(), journal.id(), journal.counts());
      if (!store.compareAndSet(before, journal)) {
        end(journal);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("the store cannot be opened", e);
      refuse(before, new UnopenedStore(e));
    } catch (Error e) { // it must be told, and may pass: memory is short, or a bundle is changing
      LOG.error("the store cannot be opened", e);
      refuse(before, new UnopenedStore(new IOException(e.toString(), e)));
    }
  }

  /**
   * A disk that is not mounted must not be taken for an empty one: only the last folder is made. A
   * mount point is there without its disk, so it must not be the folder above.
   */
  private void requireParent(Disk disk) throws IOException {
    Path parent = named.folder().getParent();
    if (parent != null) {
      disk.size(parent);
    }
  }

  /** A reason is told once, not at each attempt. */
  private void refuse(QueueStore before, UnopenedStore now) {
    boolean told = before instanceof UnopenedStore last && last.reason().equals(now.reason());
    if (store.compareAndSet(before, now) && !told) {
      alarm.alert(now.reason());
    }
  }

  /** An attempt that is still running closes what it opens. */
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
  public void requireFit(List<? extends QueueRecord> records) throws IOException {
    store.get().requireFit(records);
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
  public Optional<QueueRecord.Accepted> accepted(String queue, long message) throws IOException {
    return store.get().accepted(queue, message);
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
