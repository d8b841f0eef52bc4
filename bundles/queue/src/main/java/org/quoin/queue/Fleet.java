package org.quoin.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.quoin.api.queue.QueueStore;

/**
 * All configured instances: opens each one whose settings are good, whose id is nobody else's and
 * whose store is here, closes it when that changes, and says why one is not up. What opens and
 * closes runs on one worker, so that steps never overlap.
 */
final class Fleet {
  /** How long running attempts may take when their instance is closed. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final int PATIENT_LOOKS = 2;

  /**
   * One configuration as people see it.
   *
   * @param problem why it is not up, or which change was refused; empty if all is well
   */
  record View(
      String pid, Optional<Settings> settings, Optional<DurableQueue> queue, String problem) {
    boolean hasId(String id) {
      return settings.filter(s -> s.id().equals(id)).isPresent();
    }
  }

  private final Tools tools;
  private final Neighbours neighbours;
  private final Plugins<QueueStore> stores;
  private final Publisher publisher;
  private final Complaints complaints;
  private final Worker worker;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** Whose an id is, by its number: whoever had it first, until it gives it away. */
  private final Map<String, Slot> owners = new HashMap<>();

  private final Map<String, View> shown = new LinkedHashMap<>();
  private final List<DurableQueue> opened = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile List<View> views = List.of();
  private volatile boolean closing;
  private boolean retryPlanned;

  Fleet(Tools tools, Neighbours neighbours, Plugins<QueueStore> stores, Publisher publisher) {
    this.tools = tools;
    this.neighbours = neighbours;
    this.stores = stores;
    this.publisher = publisher;
    this.complaints = new Complaints(neighbours.events());
    this.worker = new Worker(tools.threads());
  }

  /** A configuration is new or has changed; nothing is done about those that have not. */
  void configure(String pid, Map<String, ?> configuration) {
    worker.execute(
        () -> {
          Slot slot = slots.computeIfAbsent(pid, Slot::new);
          String before = slot.number();
          try {
            Settings next = Settings.of(configuration);
            requireNothingLeftBehind(slot, next);
            slot.settings(next);
            slot.settings().ifPresent(complaints::warnOfShortLifetime);
          } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            slot.refuse(reason);
            complaints.warn(slot.pid() + ": " + reason);
          }
          align(slot);
          if (!before.equals(slot.number())) {
            giveAway(before, slot);
          }
          show();
        });
  }

  /**
   * What can be said against settings before they are written.
   *
   * @throws IllegalArgumentException if the instance would leave its mail behind
   */
  void check(Settings next) {
    find(next.id())
        .flatMap(View::queue)
        .filter(queue -> queue.isElsewhereThan(next))
        .ifPresent(queue -> queue.requireEmpty(next));
  }

  /** An instance goes to another store only while it is empty. */
  private void requireNothingLeftBehind(Slot slot, Settings next) {
    Optional<DurableQueue> queue = slot.queue().filter(q -> q.isElsewhereThan(next));
    if (queue.isPresent()) {
      queue.get().requireEmpty(next);
      close(List.of(slot), "its store changes");
      queue.get().settle();
      queue.get().requireEmpty(next); // mail may have come before it was closed
    }
  }

  void delete(String pid) {
    worker.execute(
        () -> {
          Slot slot = slots.remove(pid);
          if (slot != null) {
            close(List.of(slot), "removed");
            shown.remove(pid);
            giveAway(slot.number(), slot);
          }
          show();
        });
  }

  /** The id goes to who else claims it. */
  private void giveAway(String number, Slot owner) {
    if (owners.remove(number, owner)) {
      slots.values().stream().filter(slot -> slot.number().equals(number)).forEach(this::align);
    }
  }

  /** Stores or what else an instance needs may be here now. */
  void look() {
    worker.execute(this::reconcile);
  }

  /** A store is about to go; returns when nothing uses it any more, in bounded time. */
  void leave(QueueStore store) {
    worker.await(
        () -> {
          close(chosen(queue -> queue.worksOn(store)), "its store went away");
          reconcile();
        },
        PATIENCE.plusSeconds(4));
  }

  /** Closes an instance and keeps it closed until it is resumed or its configuration goes. */
  void pause(String id) {
    worker.await(
        () -> {
          List<Slot> chosen = withId(id);
          chosen.forEach(slot -> slot.pause(true));
          close(chosen, "paused");
          reconcile();
        },
        PATIENCE.plusSeconds(4));
  }

  void resume(String id) {
    worker.execute(
        () -> {
          withId(id).forEach(slot -> slot.pause(false));
          reconcile();
        });
  }

  /** Closes all, in bounded time; what opens just now is closed as soon as it can be. */
  void close() {
    closing = true;
    worker.await(() -> close(chosen(queue -> true), "the bundle stops"), PATIENCE.plusSeconds(2));
    worker.stop();
  }

  /** Whether all are closed, or just being. */
  boolean isClosing() {
    return closing;
  }

  List<View> views() {
    return views;
  }

  Optional<View> find(String id) {
    return views.stream().filter(view -> view.hasId(id)).findFirst();
  }

  /**
   * Waits until this is so; false if it takes longer than the limit. Each time it is asked once,
   * for the answer may be another one a moment later.
   */
  boolean await(Predicate<Fleet> condition, Duration limit) {
    lock.lock();
    try {
      long nanos = limit.toNanos();
      boolean holds = condition.test(this);
      while (!holds && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
        holds = condition.test(this);
      }
      return holds;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The boards of all instances that are up, to be told of arrivals. */
  List<Board> boards() {
    return views.stream().flatMap(view -> view.queue().stream()).map(DurableQueue::board).toList();
  }

  private List<Slot> withId(String id) {
    return slots.values().stream()
        .filter(slot -> slot.settings().filter(s -> s.id().equals(id)).isPresent())
        .toList();
  }

  private List<Slot> chosen(Predicate<DurableQueue> choice) {
    return slots.values().stream().filter(slot -> slot.queue().filter(choice).isPresent()).toList();
  }

  private void reconcile() {
    slots.values().forEach(this::align);
    show();
  }

  /** Instances begin to deliver once all can be seen, since bounces look for each other's. */
  private void show() {
    views = List.copyOf(shown.values());
    signal();
    if (stores.names().size() > 1) {
      complaints.warnOfStrays(Stray.all(stores, views));
    }
    if (!closing) {
      opened.forEach(DurableQueue::start);
    }
    opened.clear();
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void align(Slot slot) {
    slot.settings().ifPresent(settings -> align(slot, settings));
    shown.put(slot.pid(), new View(slot.pid(), slot.settings(), slot.queue(), slot.problem()));
  }

  private void align(Slot slot, Settings settings) {
    Slot owner = owners.computeIfAbsent(slot.number(), number -> slot);
    Optional<QueueStore> store = stores.find(settings.plugins().store()).map(Gate::target);
    if (!owner.pid().equals(slot.pid())) {
      String reason = "id " + settings.id() + " belongs to configuration " + owner.pid();
      if (!slot.problem().equals(reason)) {
        complaints.warn(slot.pid() + ": " + reason);
      }
      close(List.of(slot), reason);
    } else if (slot.isPaused()) {
      slot.problem("paused");
    } else if (store.isEmpty()) {
      miss(slot, "store not installed: " + settings.plugins().store());
    } else {
      run(slot, settings, store.get());
    }
  }

  /** A store may come a little later, as at boot and when it is updated. */
  private void miss(Slot slot, String reason) {
    close(List.of(slot), reason);
    if (slot.looks() < PATIENT_LOOKS) {
      planRetry();
    } else if (slot.complain()) {
      complaints.warn(slot.pid() + ": " + reason);
    }
  }

  private void run(Slot slot, Settings settings, QueueStore store) {
    if (slot.queue().filter(q -> q.id().equals(settings.id()) && q.worksOn(store)).isPresent()) {
      slot.renew(settings);
      return;
    }
    String before = slot.problem();
    close(List.of(slot), "");
    try {
      open(slot, settings, store);
    } catch (IOException | RuntimeException | LinkageError e) {
      slot.problem("the store cannot be used: " + e.getMessage());
      complaints.notOpened(settings, e, !slot.problem().equals(before));
      planRetry();
    }
  }

  private void open(Slot slot, Settings settings, QueueStore store) throws IOException {
    if (closing) {
      return;
    }
    DurableQueue queue =
        new DurableQueue(settings, tools, neighbours, store, why -> broken(slot, why));
    boolean published = false;
    try {
      slot.opened(queue, publisher.publish(slot.pid(), queue));
      opened.add(queue);
      published = true;
    } finally {
      if (!published) {
        queue.close(Duration.ZERO);
      }
    }
  }

  /** However many are not up, one look is planned for all. */
  private void planRetry() {
    if (!retryPlanned) {
      retryPlanned = true;
      tools.timer().after(RETRY, () -> worker.execute(this::retry));
    }
  }

  private void retry() {
    retryPlanned = false;
    slots.values().forEach(Slot::lookAgain);
    reconcile();
  }

  private void broken(Slot slot, String why) {
    worker.execute(
        () -> {
          close(List.of(slot), "the store failed: " + why);
          planRetry();
        });
  }

  /** All are told before the first is waited for. */
  private void close(List<Slot> chosen, String reason) {
    List<DurableQueue> queues = new ArrayList<>();
    chosen.forEach(slot -> slot.withdraw(reason).ifPresent(queues::add));
    queues.forEach(queue -> complaints.closed(queue, reason));
    queues.forEach(DurableQueue::beginClose);
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (DurableQueue queue : queues) {
      queue.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }
}
