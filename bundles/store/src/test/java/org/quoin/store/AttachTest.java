package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore;
import org.quoin.store.Testbed.Ear;

@Timeout(60)
class AttachTest {
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void aQueueIsAttachedOnce() throws IOException {
    try (Journal store = open(disk)) {
      QueueStore.Attachment first = store.attach("00", new Ear());
      assertThrows(IllegalStateException.class, () -> attach(store, "00"));
      attach(store, "01");
      first.close();
      first.close();
      attach(store, "00");
      assertThrows(IllegalStateException.class, () -> attach(store, "00"));
    }
  }

  @Test
  void mailThatIsMovedHereComesWithTheMarksOfItsAppendAndNewMailWithNone() throws IOException {
    try (Journal store = open(disk);
        BodyWriter writer = store.create()) {
      Ear zero = attach(store, "00");
      Ear one = attach(store, "01");
      long old = mail(store, 10, "00");
      StoredBody body = Testbed.finish(writer, 10);
      List<QueueRecord.Mark> marks =
          List.of(
              Testbed.deferred("01", body.id(), 1, "later"), Testbed.settled("01", body.id(), 0));
      List<QueueRecord> move = new ArrayList<>();
      move.add(Testbed.accepted("01", body, 3));
      move.add(Testbed.accepted("00", body, 3));
      move.add(Testbed.settled("00", old, 0));
      move.addAll(marks);
      store.append(move);
      store.append(List.of(Testbed.removed("00", old)));
      assertEquals(List.of(old, body.id()), zero.numbers());
      assertEquals(List.of(), zero.told.getLast().marks(), "no marks of other messages");
      assertEquals(marks, one.told.getFirst().marks());
    }
  }

  @Test
  void anAttachmentThatFailsLeavesTheQueueFree() throws IOException {
    try (Journal store = open(disk)) {
      long number = mail(store, 10, "00");
      assertThrows(
          IllegalArgumentException.class,
          () ->
              store.attach(
                  "00",
                  (message, marks, suspect) -> {
                    throw new IllegalArgumentException("not me");
                  }));
      assertEquals(List.of(number), attach(store, "00").numbers());
    }
  }

  @Test
  void replayEndsWhenTheStoreIsClosed() throws IOException {
    for (int mails = 1; mails < 3; mails++) {
      Journal store = open(new FaultyDisk());
      for (int i = 0; i < mails; i++) {
        mail(store, 10, "00");
      }
      List<Long> told = new ArrayList<>();
      QueueStore.Listener closing =
          (message, marks, suspect) -> {
            told.add(message.message());
            assertDoesNotThrow(store::close);
          };
      Testbed.refused("the store is closed", () -> store.attach("00", closing));
      assertEquals(List.of(1L), told);
    }
  }

  @Test
  void aListenerThatThrowsMissesThatMailOnly() throws IOException {
    List<Long> taken = new ArrayList<>();
    long second;
    try (Journal store = open(disk)) {
      store.attach(
          "00",
          (message, marks, suspect) -> {
            if (message.message() == 1) {
              throw new IllegalStateException("not this one");
            }
            taken.add(message.message());
          });
      mail(store, 10, "00");
      second = mail(store, 10, "00");
    }
    assertEquals(List.of(second), taken);
  }

  /** Replay and live mail meet at a random place, hundreds of times. */
  @Test
  void eachMailIsToldExactlyOnceWhileMailKeepsComing() throws Exception {
    try (Journal store = open(disk);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean over = new AtomicBoolean();
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        senders.add(
            threads.submit(
                () -> {
                  while (!over.get()) {
                    long number = mail(store, 300, "00");
                    if (number % 16 != 0) {
                      store.note(List.of(Testbed.removed("00", number)));
                    }
                  }
                  return null;
                }));
      }
      for (int round = 0; round < 150; round++) {
        Ear ear = new Ear();
        QueueStore.Attachment attachment = store.attach("00", ear);
        long last = mail(store, 10, "00");
        while (!ear.numbers().contains(last)) {
          Thread.onSpinWait();
        }
        attachment.close();
        List<Long> numbers = ear.numbers();
        assertEquals(numbers.size(), numbers.stream().distinct().count(), "round " + round);
        store.append(List.of(Testbed.removed("00", last)));
      }
      over.set(true);
      for (Future<?> sender : senders) {
        sender.get();
      }
      assertTrue(attach(store, "00").numbers().stream().allMatch(number -> number % 16 == 0));
    }
  }

  @Test
  void nothingIsMissedBetweenReplayAndLive() throws Exception {
    for (int round = 0; round < 100; round++) {
      Ear ear = new Ear();
      try (Journal store = open(new FaultyDisk());
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        mail(store, 10, "00");
        Future<Void> sender =
            threads.submit(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    mail(store, 10, "00");
                  }
                  return null;
                });
        store.attach("00", ear);
        sender.get();
      }
      assertEquals(LongStream.rangeClosed(1, 21).boxed().toList(), ear.numbers());
    }
  }

  @Test
  void detachingWaitsForARunningCallAndEndsTheCalls() throws Exception {
    try (Journal store = open(disk);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch leave = new CountDownLatch(1);
      AtomicBoolean left = new AtomicBoolean();
      QueueStore.Attachment attachment =
          store.attach(
              "00",
              (message, marks, suspect) -> {
                inside.countDown();
                try {
                  leave.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                left.set(true);
              });
      mail(store, 10, "00");
      inside.await();
      CountDownLatch closing = new CountDownLatch(1);
      Future<Boolean> detached =
          threads.submit(
              () -> {
                closing.countDown();
                attachment.close();
                return left.get();
              });
      closing.await();
      assertFalse(left.get());
      leave.countDown();
      assertTrue(detached.get(), "close came back while the listener was running");
      mail(store, 10, "00");
      assertEquals(2, attach(store, "00").told.size());
    }
  }
}
