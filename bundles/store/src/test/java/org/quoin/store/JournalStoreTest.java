package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalStoreTest {
  @TempDir private Path base;

  private final Testbed.Bell bell = new Testbed.Bell();

  private JournalStore store(Map<String, String> settings) {
    return store(settings, Integer.MAX_VALUE);
  }

  /** After its first attempt to open. */
  private JournalStore store(Map<String, String> settings, long retryMillis) {
    Named named = new SettingsReader(base, settings).first();
    JournalStore store = new JournalStore(named, bell, retryMillis);
    CountDownLatch attempted = new CountDownLatch(1);
    store.open(attempted::countDown);
    try {
      assertTrue(attempted.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return store;
  }

  private static Map<String, String> small() {
    return Map.of("segment.bytes", "1048576", "min.free", "0");
  }

  @Test
  void theStoreOfABaseLiesInItsQueueFolder() throws IOException {
    JournalStore store = store(small());
    String id = store.id();
    assertTrue(id.matches("[a-z0-9]{8}"), id);
    long number = Testbed.mail(store, 100, "00");
    store.note(List.of(Testbed.settled("00", number, 0)));
    assertEquals(1, store.statistics().appends());
    store.close();
    assertTrue(Files.exists(base.resolve("queue/journal/00000001.seg")));

    JournalStore again = store(small());
    assertEquals(id, again.id());
    assertEquals(Map.of("00", 1L), again.counts());
    assertEquals(List.of(number), Testbed.attach(again, "00").numbers());
    again.close();
  }

  @Test
  void aStoreThatCannotBeOpenedIsThereAndRefusesWithTheReason() throws IOException {
    Files.writeString(base.resolve("queue"), "in the way");
    JournalStore store = store(small());
    refused("the store cannot be opened: FileAlreadyExistsException: ", store::create);
    refused(base.resolve("queue").toString(), store::create);
    assertThrows(IOException.class, () -> store.append(List.of(Testbed.removed("00", 1))));
    assertThrows(IOException.class, () -> store.note(List.of(Testbed.removed("00", 1))));
    assertThrows(IOException.class, () -> store.requireFit(List.of(Testbed.removed("00", 1))));
    assertThrows(IOException.class, () -> Testbed.attach(store, "00"));
    assertEquals(Map.of(), store.counts());
    assertEquals(0, store.statistics().syncs());
    store.close();
  }

  @Test
  @Timeout(60)
  void aDiskThatIsMissingIsNotTakenForAnEmptyOneAndIsOpenedWhenItIsThere() throws IOException {
    Path disk = base.resolve("mnt");
    Map<String, String> settings = new HashMap<>(small());
    settings.put("folder", "mnt/quoin");
    JournalStore store = store(settings, 1);
    refused("NoSuchFileException: " + disk, store::create);
    assertFalse(Files.exists(disk), "nothing is made where a disk should be");
    assertEquals(1, bell.alerts.size(), "a reason is told once");
    Files.createDirectory(disk);
    while (store.id().equals("unopened")) {
      Thread.onSpinWait();
    }
    Testbed.mail(store, 100, "00");
    store.close();
    assertTrue(Files.exists(disk.resolve("quoin/journal/00000001.seg")));
  }

  @Test
  void aSecondStoreOfTheSameBaseIsRefusedUntilTheFirstIsClosed() throws IOException {
    JournalStore first = store(small());
    JournalStore second = store(small());
    refused("is held by", second::create);
    first.close();
    second.close();
    JournalStore third = store(small());
    third.create().close();
    third.close();
  }

  @Test
  @Timeout(60)
  void aStoreThatCouldNotBeOpenedIsTriedAgainUntilItCan() throws IOException {
    JournalStore first = store(small());
    JournalStore second = store(small(), 1);
    refused("is held by", second::create);
    String id = first.id();
    first.close();
    while (second.id().equals("unopened")) {
      Thread.onSpinWait();
    }
    assertEquals(id, second.id());
    Testbed.mail(second, 100, "00");
    second.close();
    refused("the store is closed", second::create);
  }

  @Test
  void noAttemptOutlivesTheComponent() throws IOException {
    JournalStore first = store(small());
    JournalStore second = store(small(), 1);
    second.close();
    first.close();
    JournalStore third = store(small());
    third.create().close();
    third.close();
    assertEquals("unopened", second.id());
  }
}
