package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.accepted;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.deferred;
import static org.quoin.store.Testbed.finish;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;

/** Who shares a sync with whom; the disk waits where the test wants it. */
@Timeout(60)
class GroupCommitTest {
  private final FaultyDisk disk = new FaultyDisk();
  private final Semaphore atSync = new Semaphore(0);
  private final Semaphore goOn = new Semaphore(0);

  /** From now on a sync of the log waits for a permit. */
  private void holdSyncs() {
    disk.beforeSync(
        () -> {
          if ("store-committer".equals(Thread.currentThread().getName())) {
            atSync.release();
            goOn.acquireUninterruptibly();
          }
        });
  }

  @Test
  void allThatWaitsDuringASyncSharesTheNextOne() throws Exception {
    try (Journal store = open(disk);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holdSyncs();
      long before = store.statistics().syncs();
      List<Future<Long>> mails = new ArrayList<>();
      mails.add(threads.submit(() -> mail(store, 10, "00")));
      atSync.acquire();
      for (int i = 0; i < 30; i++) {
        mails.add(threads.submit(() -> mail(store, 10, "00")));
      }
      awaitWaiting(store, 30);
      goOn.release();
      atSync.acquire();
      assertTrue(mails.get(0).get() > 0);
      assertFalse(mails.get(1).isDone(), "not before its own sync");
      goOn.release(1000);
      for (Future<Long> mail : mails) {
        mail.get();
      }
      assertEquals(2, store.statistics().syncs() - before);
      assertEquals(31, store.statistics().appends());
    }
  }

  /** Waits until so many tickets are in the inbox. */
  private static void awaitWaiting(Journal store, int tickets) {
    while (store.waiting() < tickets) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anInterruptedCallerLearnsItsFateAndHarmsNobody() throws Exception {
    try (Journal store = open(disk)) {
      holdSyncs();
      List<Object> results = new ArrayList<>();
      CountDownLatch done = new CountDownLatch(1);
      Thread caller =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      results.add(mail(store, 5000, "00"));
                    } catch (IOException e) {
                      results.add(e);
                    }
                    results.add(Thread.currentThread().isInterrupted());
                    done.countDown();
                  });
      atSync.acquire();
      caller.interrupt();
      goOn.release(1000);
      done.await();
      assertEquals(List.of(1L, true), results);
      assertTrue(mail(store, 10, "00") > 1);
    }
  }

  @Test
  void anInterruptedThreadCanDoEverything() throws Exception {
    try (Journal store = open(disk);
        ExecutorService one = Executors.newSingleThreadExecutor()) {
      Future<List<Long>> numbers =
          one.submit(
              () -> {
                Thread.currentThread().interrupt();
                long small = mail(store, 10, "00");
                long large = mail(store, 50_000, "00");
                store.note(List.of(deferred("00", small, 0, "later")));
                for (var told : attach(store, "00").told) {
                  Testbed.read(told.message().content().body());
                }
                assertTrue(Thread.interrupted());
                return List.of(small, large);
              });
      assertEquals(2, numbers.get().size());
      mail(store, 10, "00");
    }
  }

  @Test
  void aNoteWaitsForNoSyncAndGetsOneByItself() throws Exception {
    Settings settings =
        new Settings(
            Testbed.FOLDER, 16 << 10, 2048, 1 << 20, 1 << 20, OptionalLong.of(0), 1, 200_000);
    try (Journal store = Journal.open(disk, settings, new Testbed.Bell(), new SplittableRandom())) {
      long number = mail(store, 10, "00");
      holdSyncs();
      store.note(List.of(deferred("00", number, 0, "later")));
      atSync.acquire();
      goOn.release(1000);
    }
  }

  @Test
  void aNoteIsInTheKernelSoonEvenIfNothingIsSynced() throws Exception {
    Settings patient =
        new Settings(
            Testbed.FOLDER,
            16 << 10,
            2048,
            1 << 20,
            1 << 20,
            OptionalLong.of(0),
            Integer.MAX_VALUE,
            200_000);
    long number;
    Journal store = Journal.open(disk, patient, new Testbed.Bell(), new SplittableRandom());
    number = mail(store, 10, "00");
    long written = store.statistics().bytes();
    long syncs = store.statistics().syncs();
    store.note(List.of(deferred("00", number, 0, "later")));
    while (store.statistics().bytes() == written) {
      Thread.onSpinWait();
    }
    assertEquals(syncs, store.statistics().syncs());
    FaultyDisk killed = disk.processDeath();
    try (Journal again = open(killed)) {
      assertEquals(
          List.of(deferred("00", number, 0, "later")), attach(again, "00").told.getFirst().marks());
    }
    store.close();
  }

  @Test
  void callersWaitWhenTooMuchIsWaiting() throws Exception {
    Settings narrow =
        new Settings(
            Testbed.FOLDER, 16 << 10, 2048, 1 << 20, 3000, OptionalLong.of(0), 1000, 200_000);
    try (Journal store = Journal.open(disk, narrow, new Testbed.Bell(), new SplittableRandom());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holdSyncs();
      List<Future<Long>> mails = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        mails.add(threads.submit(() -> mail(store, 1500, "00")));
      }
      atSync.acquire();
      assertTrue(store.waiting() <= 1, "only one fits besides the one being written");
      goOn.release(1000);
      for (Future<Long> mail : mails) {
        mail.get();
      }
      assertEquals(10, attach(store, "00").told.size());
    }
  }

  @Test
  void aFrameForTwoInstancesIsThereForBothOrNeither() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      FaultyDisk dying = new FaultyDisk();
      try (Journal store = open(dying);
          BodyWriter writer = store.create()) {
        StoredBody body = finish(writer, 1800);
        dying.dieAfter(seed % 3);
        store.append(List.of(accepted("01", body, 40), accepted("02", body, 40)));
      } catch (IOException e) {
        assertTrue(dying.dead());
      }
      try (Journal store = open(dying.powerLoss(new Random(seed)))) {
        assertEquals(
            store.counts().getOrDefault("01", 0L),
            store.counts().getOrDefault("02", 0L),
            "seed " + seed);
      }
    }
  }

  @Test
  void manyThreadsAndACrashLoseNothingThatWasPromised() throws Exception {
    for (int seed = 0; seed < 15; seed++) {
      FaultyDisk dying = new FaultyDisk();
      List<Long> promised = Collections.synchronizedList(new ArrayList<>());
      List<Long> removed = Collections.synchronizedList(new ArrayList<>());
      Journal store = open(dying);
      dying.dieAfter(300 + seed * 10L);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 20; i++) {
          threads.execute(() -> workUntilItFails(store, promised, removed));
        }
      }
      store.close();
      try (Journal again = open(dying.powerLoss(new Random(seed)))) {
        List<Long> found = attach(again, "00").numbers();
        List<Long> missing = new ArrayList<>(promised);
        missing.removeAll(found);
        assertEquals(List.of(), missing, "seed " + seed);
        List<Long> undead = new ArrayList<>(removed);
        undead.retainAll(found);
        assertEquals(List.of(), undead, "seed " + seed);
      }
    }
  }

  private static void workUntilItFails(Journal store, List<Long> promised, List<Long> removed) {
    try {
      while (true) {
        promised.add(mail(store, 700, "00"));
        long other = mail(store, 900, "00");
        store.append(List.of(Testbed.removed("00", other)));
        removed.add(other);
      }
    } catch (IOException e) {
      assertTrue(String.valueOf(e.getMessage()).length() > 0);
    }
  }
}
