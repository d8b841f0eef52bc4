package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueRecord;

/**
 * The journal is its model: after each life of a store the next one must find a state that the
 * model had, no older than the last promise, and no damage; again and again on the same disk.
 *
 * <ul>
 *   <li>What is done: mail of all sizes for up to three instances in one append, settlements,
 *       deferrals, holds and releases, removals with and without a promise, moves to another
 *       instance, each at random and with cleaning in between.
 *   <li>How a life ends: power loss or kill -9 at any operation of the disk, also while the store
 *       is being opened, cleaned or closed; a failed sync; a clean close.
 *   <li>What is lost: any unsynced sectors and directory changes at power loss; a write may end in
 *       its middle; after a failed sync the kernel forgets what it could not write.
 *   <li>The disk is full at times and has room again.
 * </ul>
 *
 * <p>{@code -Dquoin.seeds=N} runs more disks (the profile {@code long}: more than a million lives),
 * {@code -Dquoin.seed=S} one seed, as a failure prints it.
 */
class SimulationTest {
  private static final int LIVES = 12;
  private static final long NEVER = Long.MAX_VALUE;
  private static final Layout LAYOUT = new Layout(Testbed.FOLDER);

  /** With fewer disks than this not everything must have happened. */
  private static final int ENOUGH = 500;

  /** Most of the time one waits for another thread of its store. */
  private static final int THREADS = 4;

  @Test
  void whateverIsLostInACrashThePromisesAreKept() throws Exception {
    long only = Long.getLong("quoin.seed", -1);
    if (only >= 0) {
      simulate(only);
      return;
    }
    int seeds = Integer.getInteger("quoin.seeds", 1700);
    List<Callable<Tally>> simulations = new ArrayList<>();
    for (long seed = 0; seed < seeds; seed++) {
      long each = seed;
      simulations.add(() -> simulate(each));
    }
    Tally all = Tally.NONE;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Tally> done : threads.invokeAll(simulations)) {
        all = all.plus(done.get());
      }
    }
    System.out.println("journal = model: " + seeds * LIVES + " lives: " + all);
    assertTrue(seeds < ENOUGH || all.hasEverything(), all.toString());
  }

  /** How often something happened. */
  private record Tally(int failedSyncs, int fullDisks, int cleanEnds, int cleaned) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(
          failedSyncs + other.failedSyncs,
          fullDisks + other.fullDisks,
          cleanEnds + other.cleanEnds,
          cleaned + other.cleaned);
    }

    boolean hasEverything() {
      return failedSyncs > 0 && fullDisks > 0 && cleanEnds > 0 && cleaned > 0;
    }
  }

  private static Tally simulate(long seed) {
    try {
      return new Simulation(seed).run();
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("-Dquoin.seed=" + seed, e);
    }
  }

  /** One disk through many lives of a store. */
  private static final class Simulation {
    private final Random random;
    private final Model model = new Model();
    private final Set<Long> numbers = new HashSet<>();
    private final Testbed.Bell bell = new Testbed.Bell();
    private final long seed;
    private FaultyDisk disk = new FaultyDisk();
    private Tally tally = Tally.NONE;
    private boolean syncsFail;
    private boolean wasFull;
    private int texts;

    Simulation(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    Tally run() throws IOException {
      for (int life = 0; life < LIVES; life++) {
        live(life);
        crash();
      }
      assertEquals(List.of(), damageReports());
      boolean isCleaned = !disk.list(LAYOUT.journal()).contains("00000001.seg");
      return tally.plus(new Tally(0, 0, 0, isCleaned ? 1 : 0));
    }

    private List<String> damageReports() {
      return bell.alerts.stream().filter(alert -> alert.contains("held")).toList();
    }

    private void live(int life) throws IOException {
      Optional<Journal> opened = open();
      if (opened.isEmpty()) {
        return;
      }
      boolean dies = random.nextInt(8) > 0;
      try (Journal store = opened.get()) {
        model.requirePrefix(store, "seed " + seed + " life " + life + " " + bell.alerts);
        disk.dieAfter(dies ? random.nextInt(random.nextInt(20) == 0 ? 3000 : 400) : NEVER);
        int left = dies ? Integer.MAX_VALUE : random.nextInt(100);
        while (left-- > 0 && act(store)) {}
      } catch (IOException e) {
        assertTrue(disk.dead() || syncsFail, () -> "only a dead disk may fail: " + e);
      }
      if (!disk.dead() && !syncsFail && !wasFull) {
        model.promised();
        tally = tally.plus(new Tally(0, 0, 1, 0));
      }
    }

    /** Sometimes the power goes while the store is being opened. */
    private Optional<Journal> open() throws IOException {
      if (random.nextInt(3) == 0) {
        disk.dieAfter(random.nextInt(12));
      }
      try {
        return Optional.of(Testbed.open(disk, bell));
      } catch (IOException e) {
        if (!disk.dead()) {
          throw e;
        }
        return Optional.empty();
      }
    }

    private void crash() {
      syncsFail = false;
      wasFull = false;
      disk = random.nextInt(3) == 0 ? disk.processDeath() : disk.powerLoss(random);
    }

    private boolean act(Journal store) {
      if (random.nextInt(30) == 0) {
        boolean full = random.nextBoolean();
        disk.room(full ? 0 : Long.MAX_VALUE);
        wasFull |= full;
        tally = tally.plus(new Tally(0, full ? 1 : 0, 0, 0));
      }
      if (random.nextInt(500) == 0) {
        disk.failLogSyncs();
        syncsFail = true;
        tally = tally.plus(new Tally(1, 0, 0, 0));
      }
      try {
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> accept(store);
          case 3, 4 -> mark(store);
          case 5, 6, 7 -> remove(store);
          case 8 -> move(store);
          default -> accept(store);
        }
        return true;
      } catch (IOException e) {
        return !disk.dead() && !syncsFail;
      }
    }

    private void accept(Journal store) throws IOException {
      int size = random.nextInt(20) == 0 ? 2000 + random.nextInt(9000) : random.nextInt(2100);
      try (BodyWriter writer = store.create()) {
        StoredBody body = Testbed.finish(writer, size);
        List<QueueRecord> facts = new ArrayList<>();
        for (int queue = 0; queue <= random.nextInt(3); queue++) {
          facts.add(Testbed.accepted("0" + queue, body, 1 + random.nextInt(4)));
        }
        append(store, facts);
        assertTrue(numbers.add(body.id()), "used again: " + body.id());
      }
    }

    private void append(Journal store, List<? extends QueueRecord> facts) throws IOException {
      model.handed(facts);
      try {
        store.append(facts);
        model.promised();
      } catch (IOException e) {
        if (!disk.dead() && !syncsFail) {
          model.refused();
        }
        throw e;
      }
    }

    private void note(Journal store, List<? extends QueueRecord> facts) throws IOException {
      model.handed(facts);
      store.note(facts);
    }

    private void mark(Journal store) throws IOException {
      List<QueueRecord> marks = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        pick().ifPresent(mail -> marks.add(mark(mail)));
      }
      if (!marks.isEmpty()) {
        note(store, marks);
      }
    }

    private record Picked(String queue, Model.Mail mail) {}

    private QueueRecord mark(Picked picked) {
      int recipient = random.nextInt(picked.mail().envelope().recipients().size());
      String text = "text " + texts++;
      if (random.nextInt(8) == 0) {
        return new QueueRecord.Held(picked.queue(), picked.mail().number(), random.nextBoolean());
      }
      return random.nextBoolean()
          ? Testbed.deferred(picked.queue(), picked.mail().number(), recipient, text)
          : new QueueRecord.Settled(picked.queue(), picked.mail().number(), recipient, false, text);
    }

    private Optional<Picked> pick() {
      Map<String, List<Model.Mail>> live = model.live();
      if (live.isEmpty()) {
        return Optional.empty();
      }
      List<String> queues = List.copyOf(live.keySet());
      String queue = queues.get(random.nextInt(queues.size()));
      List<Model.Mail> mails = live.get(queue);
      return mails == null
          ? Optional.empty()
          : Optional.of(new Picked(queue, mails.get(random.nextInt(mails.size()))));
    }

    private void remove(Journal store) throws IOException {
      Optional<Picked> picked = pick();
      if (picked.isPresent()) {
        var removed = List.of(Testbed.removed(picked.get().queue(), picked.get().mail().number()));
        if (random.nextBoolean()) {
          append(store, removed);
        } else {
          note(store, removed);
        }
      }
    }

    /** "Accepted there" and "removed here" in one unit. */
    private void move(Journal store) throws IOException {
      Optional<Picked> picked = pick();
      if (picked.isEmpty()) {
        return;
      }
      long number = picked.get().mail().number();
      String from = picked.get().queue();
      String to = "9" + texts++;
      Testbed.Ear ear = new Testbed.Ear();
      store.attach(from, ear).close();
      for (Testbed.Told told : ear.told) {
        if (told.number() == number) {
          var accepted = told.message();
          append(
              store,
              List.of(
                  new QueueRecord.Accepted(
                      to, number, Testbed.BIRTH, accepted.envelope(), accepted.content()),
                  Testbed.removed(from, number)));
        }
      }
    }
  }
}
