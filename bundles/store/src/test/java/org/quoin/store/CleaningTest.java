package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.accepted;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.bytes;
import static org.quoin.store.Testbed.deferred;
import static org.quoin.store.Testbed.finish;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;
import static org.quoin.store.Testbed.read;
import static org.quoin.store.Testbed.removed;
import static org.quoin.store.Testbed.settled;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueRecord;
import org.quoin.store.Testbed.Bell;

class CleaningTest {
  private static final int RECIPIENTS = 60;
  private static final String LONG = "x".repeat(400);

  private final Bell bell = new Bell();

  /** A mail whose marks fill more than a segment; what counts of them is returned. */
  private static List<QueueRecord.Mark> mailWithManyMarks(Journal store) throws IOException {
    try (BodyWriter writer = store.create()) {
      store.append(List.of(accepted("00", finish(writer, 1000), RECIPIENTS)));
      List<QueueRecord.Mark> marks = new ArrayList<>();
      for (int i = 0; i < RECIPIENTS; i++) {
        marks.add(
            i % 2 == 0 ? settled("00", writer.id(), i) : deferred("00", writer.id(), i, LONG + i));
        store.append(List.of(marks.getLast()));
      }
      return marks;
    }
  }

  private static void churn(Journal store, int mails) throws IOException {
    for (int i = 0; i < mails; i++) {
      store.append(List.of(removed("99", mail(store, 1900, "99"))));
    }
  }

  @Test
  void aMessageWithMoreMarksThanASegmentHoldsIsCopiedWhole() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    List<QueueRecord.Mark> marks;
    try (Journal store = open(disk, bell)) {
      marks = mailWithManyMarks(store);
      churn(store, 300);
    }
    try (Journal store = open(disk, bell)) {
      assertEquals(marks, attach(store, "00").told.getFirst().marks());
    }
    assertEquals(List.of(), bell.alerts);
  }

  @Test
  void aCrashWhileItIsBeingCopiedCostsNoMark() throws IOException {
    for (int crash = 0; crash < 300; crash += 3) {
      FaultyDisk disk = new FaultyDisk();
      List<QueueRecord.Mark> marks = List.of();
      try (Journal store = open(disk, bell)) {
        marks = mailWithManyMarks(store);
        disk.dieAfter(crash);
        churn(store, 1000);
      } catch (IOException e) {
        assertTrue(disk.dead());
      }
      try (Journal store = open(disk.powerLoss(new Random(crash)))) {
        List<QueueRecord.Mark> found = attach(store, "00").told.getFirst().marks();
        assertEquals(Set.copyOf(marks), Set.copyOf(found), "crash at operation " + crash);
      }
    }
  }

  @Test
  void theLogStaysBoundedWhileManyThreadsWriteAndLongWaitersStay() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    List<Long> waiting = new ArrayList<>();
    try (Journal store = open(disk, bell);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        waiting.add(mail(store, 1500, "00"));
      }
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        senders.add(
            threads.submit(
                () -> {
                  churn(store, 150);
                  return null;
                }));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
      assertTrue(segments(disk) <= 16, "segments: " + segments(disk));
      churn(store, 50);
      for (Testbed.Told told : attach(store, "00").told) {
        assertArrayEquals(bytes(told.number(), 1500), read(told.message().content().body()));
      }
    }
    try (Journal store = open(disk, bell)) {
      assertEquals(waiting, attach(store, "00").numbers());
    }
    assertEquals(List.of(), bell.alerts);
  }

  private static long segments(FaultyDisk disk) throws IOException {
    return disk.list(new Layout(Testbed.FOLDER).journal()).stream()
        .filter(name -> name.endsWith(Layout.SEGMENT))
        .count();
  }

  @Test
  void aRecordTooLongForTheSegmentsOfTodayStaysWhereItIs() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    Settings large =
        new Settings(
            Testbed.FOLDER,
            64 << 10,
            16 << 10,
            1 << 20,
            1 << 20,
            OptionalLong.of(0),
            1000,
            200_000);
    long number;
    try (Journal store = Journal.open(disk, large, bell, new SplittableRandom())) {
      number = mail(store, 15_000, "00");
    }
    try (Journal store = open(disk, bell)) {
      churn(store, 100);
      assertTrue(bell.alerts.getFirst().contains("longer than the segments"));
      var body = attach(store, "00").told.getFirst().message().content().body();
      assertArrayEquals(bytes(number, 15_000), read(body));
    }
    try (Journal store = Journal.open(disk, large, bell, new SplittableRandom())) {
      assertEquals(List.of(number), attach(store, "00").numbers());
    }
  }

  @Test
  void whatCannotBeReadNowIsCleanedLater() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    try (Journal store = open(disk, bell)) {
      List<QueueRecord.Mark> marks = mailWithManyMarks(store);
      disk.failOpening(true);
      churn(store, 150);
      assertTrue(segments(disk) > 16, "segments: " + segments(disk));
      disk.failOpening(false);
      churn(store, 2 * Cleaner.PAUSE + 300);
      assertTrue(segments(disk) <= 16, "segments: " + segments(disk));
      assertEquals(marks, attach(store, "00").told.getFirst().marks());
    }
    assertEquals(1, bell.warnings.size(), bell.warnings.toString());
    assertTrue(bell.warnings.getFirst().contains("Too many open files"));
    assertEquals(List.of(), bell.alerts);
  }
}
