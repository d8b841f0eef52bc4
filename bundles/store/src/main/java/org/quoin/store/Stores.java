package org.quoin.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All stores of this base: the default one, which is there without any configuration, and one for
 * each further configuration. What opens and closes runs on one thread, so that steps never
 * overlap; opening itself has a thread for each store, so that a disk that hangs holds up nobody
 * else.
 *
 * <p>A configuration that is wrong, or that another store stands against, is refused with one line,
 * and what was in force stays. It is looked at again whenever any other one changes.
 */
final class Stores {
  private static final Duration LONGEST_END = Duration.ofSeconds(60);
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  /** The default store first, for it needs no file; then by file name. */
  private static final String FIRST = "";

  private final Path base;
  private final Function<String, Alarm> alarms;
  private final Function<JournalStore, Runnable> publisher;
  private final long retryMillis;
  private final Map<String, Slot> slots = new TreeMap<>();
  private final CountDownLatch tried = new CountDownLatch(1);
  private volatile boolean closing;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("stores").daemon().factory());

  /**
   * @param alarms by the store's name
   * @param publisher makes a store known; its answer undoes that
   */
  Stores(
      Path base,
      Function<String, Alarm> alarms,
      Function<JournalStore, Runnable> publisher,
      long retryMillis) {
    this.base = base;
    this.alarms = alarms;
    this.publisher = publisher;
    this.retryMillis = retryMillis;
  }

  /**
   * The settings of the default store are new or have changed. No other one is opened before these
   * are known, for they go before them all.
   *
   * @param file what people know them by
   */
  void first(String file, Map<String, ?> configuration) {
    step(() -> configure(FIRST, file, () -> new SettingsReader(base, configuration).first()));
  }

  /**
   * Waits until the default store has been tried to be opened once, and is known to those who use
   * it; or until its settings have been refused.
   *
   * @return false if that takes longer
   */
  boolean awaitFirst(Duration limit) {
    try {
      return tried.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A further configuration is new or has changed. */
  void further(String pid, String file, Map<String, ?> configuration) {
    step(() -> configure(pid, file, () -> new SettingsReader(base, configuration).further()));
  }

  /** A further configuration has gone. */
  void delete(String pid) {
    step(
        () -> {
          Slot slot = slots.remove(pid);
          if (slot != null) {
            close(List.of(slot));
          }
          reconcile();
        });
  }

  /** Closes all, in bounded time. */
  void close() {
    closing = true;
    step(() -> close(List.copyOf(slots.values())));
    worker.shutdown();
    try {
      if (!worker.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("not all stores are closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Reader {
    Named read();
  }

  private void configure(String pid, String file, Reader reader) {
    Slot slot = slots.computeIfAbsent(pid, key -> new Slot(file));
    try {
      slot.wanted(reader.read());
    } catch (IllegalArgumentException e) {
      slot.object("");
      refuse(slot, String.valueOf(e.getMessage()));
      if (pid.equals(FIRST)) {
        tried.countDown();
      }
    }
    reconcile();
  }

  private void refuse(Slot slot, String reason) {
    if (slot.object(reason)) {
      alarms.apply(Named.DEFAULT).alert(slot.file() + ": " + reason);
    }
  }

  /** What runs goes before what does not: it keeps its name and its folder. */
  private void reconcile() {
    if (closing || !slots.containsKey(FIRST)) {
      return;
    }
    List<Slot> runningFirst = new ArrayList<>(slots.values());
    runningFirst.sort(Comparator.comparing(slot -> slot.inForce().isEmpty()));
    for (Slot slot : runningFirst) {
      slot.wanted().ifPresent(wanted -> align(slot, wanted));
    }
  }

  private void align(Slot slot, Named wanted) {
    if (slot.isAsWanted()) {
      return;
    }
    Optional<String> objection = objection(slot, wanted);
    if (objection.isPresent()) {
      refuse(slot, objection.get());
      return;
    }
    slot.object("");
    close(List.of(slot));
    JournalStore store = new JournalStore(wanted, alarms.apply(wanted.name()), retryMillis);
    slot.begun(store);
    store.open(() -> step(() -> publish(slot, store)));
  }

  private Optional<String> objection(Slot slot, Named wanted) {
    for (Slot other : slots.values()) {
      Optional<Named> there = other.inForce();
      if (!other.equals(slot) && there.isPresent()) {
        Optional<String> objection = objection(wanted, there.get(), other.file());
        if (objection.isPresent()) {
          return objection;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> objection(Named wanted, Named there, String file) {
    if (wanted.name().equals(there.name())) {
      return Optional.of(refusal("name", wanted.name(), "another one: " + file + " has it"));
    }
    if (wanted.folder().startsWith(there.folder()) || there.folder().startsWith(wanted.folder())) {
      String apart = "outside of the folder of store " + there.name() + ", " + there.folder();
      return Optional.of(refusal("folder", wanted.folder().toString(), apart));
    }
    return Optional.empty();
  }

  private static String refusal(String key, String value, String allowed) {
    return String.valueOf(Settings.refusal(key, value, allowed).getMessage());
  }

  /** After its first attempt: who uses it need not find it closed before. */
  private void publish(Slot slot, JournalStore store) {
    if (slot.store().filter(store::equals).isPresent()) {
      slot.published(publisher.apply(store));
    }
    if (store.named().name().equals(Named.DEFAULT)) {
      tried.countDown();
    }
  }

  /** All at a time: a disk that does not answer keeps no other store from its proper end. */
  private static void close(List<Slot> chosen) {
    List<JournalStore> stores = new ArrayList<>();
    chosen.forEach(slot -> slot.withdraw().ifPresent(stores::add));
    List<Thread> closers =
        stores.stream()
            .skip(1)
            .map(s -> Thread.ofPlatform().name("store-closer").daemon().start(s::close))
            .toList();
    stores.stream().limit(1).forEach(JournalStore::close);
    try {
      for (Thread closer : closers) {
        closer.join(LONGEST_END); // each has a limit of its own, too
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step(Runnable step) {
    try {
      worker.execute(() -> run(step));
    } catch (RejectedExecutionException e) {
      LOG.debug("the stores are closed", e);
    }
  }

  private static void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) { // the next steps must still be done
      LOG.error("a step failed", e);
    }
  }
}
