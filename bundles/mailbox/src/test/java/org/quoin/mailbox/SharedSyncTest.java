package org.quoin.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedSyncTest {
  private static final Path FOLDER = Path.of("new");

  @Test
  void thoseWhoComeDuringASyncShareTheNextOne() throws Exception {
    SlowDisk disk = new SlowDisk();
    SharedSync syncs = new SharedSync(disk);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<?> first = threads.submit(() -> call(syncs));
      disk.begun.acquire();
      List<Future<?>> others = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        others.add(threads.submit(() -> call(syncs)));
      }
      awaitGathered(syncs, 10);
      disk.mayEnd.release(2);
      first.get();
      for (Future<?> other : others) {
        other.get();
      }
    }
    assertEquals(2, disk.syncs.get());
    assertEquals(0, syncs.size(), "nothing is kept");
  }

  @Test
  void otherFoldersDoNotWait() throws Exception {
    SlowDisk disk = new SlowDisk();
    SharedSync syncs = new SharedSync(disk);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<?> one = threads.submit(() -> call(syncs));
      Future<?> two =
          threads.submit(
              () -> {
                syncs.sync(Path.of("elsewhere"));
                return null;
              });
      disk.begun.acquire(2);
      disk.mayEnd.release(2);
      one.get();
      two.get();
    }
  }

  @Test
  void afterASyncThatFailedTheNextOneCounts() throws Exception {
    AtomicInteger count = new AtomicInteger();
    SharedSync syncs =
        new SharedSync(
            folder -> {
              if (count.incrementAndGet() == 1) {
                throw new IOException("I/O error");
              }
            });
    assertThrows(IOException.class, () -> syncs.sync(FOLDER));
    syncs.sync(FOLDER);
    assertEquals(2, count.get());
    assertEquals(0, syncs.size());
  }

  @Test
  void thoseWhoGatheredDuringASyncThatFailedHearOfIt() throws Exception {
    SlowDisk disk = new SlowDisk();
    disk.failing = 1;
    SharedSync syncs = new SharedSync(disk);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<?> first = threads.submit(() -> call(syncs));
      disk.begun.acquire();
      Future<?> second = threads.submit(() -> call(syncs));
      awaitGathered(syncs, 1);
      disk.mayEnd.release(2);
      assertThrows(ExecutionException.class, first::get);
      assertThrows(ExecutionException.class, second::get);
    }
  }

  @Test
  void allOfARoundHearOfItsFailure() throws Exception {
    SlowDisk disk = new SlowDisk();
    SharedSync syncs = new SharedSync(disk);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<?> first = threads.submit(() -> call(syncs));
      disk.begun.acquire();
      Future<?> second = threads.submit(() -> call(syncs));
      Future<?> third = threads.submit(() -> call(syncs));
      awaitGathered(syncs, 2);
      disk.failing = 2;
      disk.mayEnd.release(2);
      first.get();
      assertThrows(ExecutionException.class, second::get);
      assertThrows(ExecutionException.class, third::get);
    }
  }

  /** What every caller wrote before it called has been synced by a sync that began later. */
  @Test
  void noSyncCountsThatBeganBeforeTheCall() throws Exception {
    AtomicLong written = new AtomicLong();
    AtomicLong durable = new AtomicLong();
    SharedSync syncs =
        new SharedSync(
            folder -> {
              long seen = written.get();
              Thread.onSpinWait();
              durable.accumulateAndGet(seen, Math::max);
            });
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 5_000; n++) {
                    long mine = written.incrementAndGet();
                    syncs.sync(FOLDER);
                    assertTrue(durable.get() >= mine);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private static Path call(SharedSync syncs) throws IOException {
    syncs.sync(FOLDER);
    return FOLDER;
  }

  private static void awaitGathered(SharedSync syncs, int members) throws InterruptedException {
    while (syncs.gathered(FOLDER) < members) {
      if (Thread.interrupted()) {
        throw new InterruptedException("only " + syncs.gathered(FOLDER) + " came");
      }
      Thread.onSpinWait();
    }
  }

  /** Says when a sync begins and ends it when told to; one of them fails if so told. */
  private static final class SlowDisk implements SharedSync.Sync {
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger syncs = new AtomicInteger();
    private volatile int failing;

    @Override
    public void sync(Path folder) throws IOException {
      int number = syncs.incrementAndGet();
      begun.release();
      try {
        mayEnd.acquire();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (number == failing) {
        throw new IOException("I/O error");
      }
    }
  }
}
