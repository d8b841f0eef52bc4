package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.accepted;
import static org.quoin.store.Testbed.attach;
import static org.quoin.store.Testbed.body;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quoin.api.StoredBody;
import org.quoin.api.queue.BodyWriter;
import org.quoin.api.queue.QueueRecord.Accepted;
import org.quoin.store.Testbed.Ear;

class JournalTest {
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void aMailIsThereAfterTheStoreIsOpenedAgain() throws IOException {
    long number;
    String id;
    try (Journal store = open(disk)) {
      id = store.id();
      number = mail(store, 100, "00");
    }
    try (Journal store = open(disk)) {
      assertEquals(id, store.id());
      Ear ear = attach(store, "00");
      assertEquals(List.of(number), ear.numbers());
      var told = ear.told.getFirst();
      assertEquals(accepted("00", told.message().content().body(), 3), told.message());
      assertArrayEquals(bytes(number, 100), read(told.message().content().body()));
      assertEquals(false, told.suspect());
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforehandAndNothingIsWritten() throws IOException {
    try (Journal store = open(disk);
        BodyWriter writer = store.create()) {
      StoredBody body = finish(writer, 100);
      List<Accepted> large = List.of(accepted("00", body, 1000));
      String said =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> store.requireFit(large))
                  .getMessage());
      assertTrue(said.contains("but the log takes at most"), said);
      assertThrows(IllegalArgumentException.class, () -> store.append(large));
      List<Accepted> small = List.of(accepted("00", body, 3));
      store.requireFit(small);
      assertEquals(0, store.statistics().bytes());
      assertEquals(Map.of(), store.counts());
      store.append(small);
      assertEquals(Map.of("00", 1L), store.counts());
    }
  }

  @Test
  void anAttachedQueueHearsOfNewMailOnceItIsDurable() throws IOException {
    try (Journal store = open(disk)) {
      Ear ear = attach(store, "01");
      int before = disk.logSyncs();
      long number = mail(store, 5000, "00", "01");
      store.append(List.of(settled("00", number, 0)));
      assertTrue(disk.logSyncs() > before);
      assertEquals(List.of(number), ear.numbers());
      assertArrayEquals(bytes(number, 5000), read(ear.told.getFirst().message().content().body()));
      assertEquals(Map.of("00", 1L, "01", 1L), store.counts());
    }
  }

  @Test
  void marksThatCountComeBackOldestFirst() throws IOException {
    long number;
    try (Journal store = open(disk)) {
      number = mail(store, 10, "00");
      store.note(List.of(deferred("00", number, 2, "first")));
      store.note(List.of(deferred("00", number, 0, "zero")));
      store.note(List.of(deferred("00", number, 2, "second"), settled("00", number, 1)));
      store.append(List.of(settled("00", number, 0)));
      store.note(List.of(deferred("00", number, 0, "too late")));
    }
    try (Journal store = open(disk)) {
      assertEquals(
          List.of(
              deferred("00", number, 2, "second"),
              settled("00", number, 1),
              settled("00", number, 0)),
          attach(store, "00").told.getFirst().marks());
    }
  }

  @Test
  void aRemovedMailNeverComesBackAndItsBodyIsGone() throws IOException {
    StoredBody body;
    try (Journal store = open(disk)) {
      try (BodyWriter writer = store.create()) {
        body = finish(writer, 3000);
        store.append(List.of(accepted("00", body, 1), accepted("01", body, 1)));
      }
      store.append(List.of(removed("00", body.id())));
      assertArrayEquals(bytes(body.id(), 3000), read(body));
      store.append(List.of(removed("01", body.id())));
      assertThrows(IOException.class, () -> read(body));
    }
    try (Journal store = open(disk)) {
      assertEquals(Map.of(), store.counts());
      assertEquals(List.of(), disk.list(Testbed.FOLDER.resolve("bodies")));
    }
  }

  @Test
  void numbersAreNeverUsedAgain() throws IOException {
    long last = 0;
    for (int life = 0; life < 5; life++) {
      try (Journal store = open(disk)) {
        for (int i = 0; i < 20; i++) {
          long number = mail(store, 1500, "00");
          assertTrue(number > last, number + " after " + last);
          store.append(List.of(removed("00", number)));
          last = number;
        }
      }
    }
  }

  @Test
  void aBodyThatWasNeverAppendedLeavesNoTrace() throws IOException {
    try (Journal store = open(disk)) {
      body(store, 10);
      StoredBody large = body(store, 100_000);
      assertThrows(IOException.class, () -> read(large));
      assertThrows(IOException.class, () -> store.append(List.of(accepted("00", large, 1))));
      store.create().close();
      assertEquals(List.of(), disk.list(Testbed.FOLDER.resolve("bodies")));
    }
  }

  @Test
  void aBodyCanBeReadBeforeItIsAppended() throws IOException {
    try (Journal store = open(disk)) {
      for (int size : new int[] {0, 1, 2048, 2049, 70_000}) {
        try (BodyWriter writer = store.create()) {
          assertArrayEquals(bytes(writer.id(), size), read(finish(writer, size)));
        }
      }
    }
  }

  @Test
  void manyMailsTurnTheRingAndAreAllThere() throws IOException {
    List<Long> live = new ArrayList<>();
    try (Journal store = open(disk)) {
      for (int i = 0; i < 300; i++) {
        long number = mail(store, 700 + 10 * i, "00");
        if (i % 10 == 0) {
          store.note(List.of(deferred("00", number, 1, "later")));
          live.add(number);
        } else {
          store.note(List.of(removed("00", number)));
        }
      }
    }
    try (Journal store = open(disk)) {
      Ear ear = attach(store, "00");
      assertEquals(live, ear.numbers());
      for (var told : ear.told) {
        assertEquals(List.of(deferred("00", told.number(), 1, "later")), told.marks());
        StoredBody body = told.message().content().body();
        assertArrayEquals(bytes(body.id(), (int) body.size()), read(body));
      }
      assertTrue(disk.list(Testbed.FOLDER.resolve("journal")).size() < 30);
    }
  }
}
