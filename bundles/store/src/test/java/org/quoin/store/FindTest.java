package org.quoin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quoin.store.Testbed.mail;
import static org.quoin.store.Testbed.open;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.api.queue.QueueRecord;
import org.quoin.api.queue.QueueStore.Stored;

/** A queue keeps little of what waits and asks the store for the rest. */
class FindTest {
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void messageIsFoundAsItCameInWithTheMarksThatCount() throws IOException {
    try (Journal store = open(disk)) {
      long number = mail(store, 100, "00");
      QueueRecord.Mark first = Testbed.deferred("00", number, 0, "busy");
      QueueRecord.Mark last = Testbed.deferred("00", number, 0, "still busy");
      store.note(List.of(first));
      store.note(List.of(last));
      store.append(List.of());
      Stored found = store.find("00", number).orElseThrow();
      assertEquals(number, found.accepted().message());
      assertEquals(100, found.accepted().content().body().size());
      assertEquals(List.of(last), found.marks());
    }
  }

  @Test
  void whatIsGoneOrWasNeverThereIsNotFound() throws IOException {
    try (Journal store = open(disk)) {
      long number = mail(store, 100, "00");
      store.append(List.of(Testbed.removed("00", number)));
      assertEquals(Optional.empty(), store.find("00", number));
      assertEquals(Optional.empty(), store.find("00", number + 1));
      assertEquals(Optional.empty(), store.find("01", number));
    }
  }

  @Test
  void emptyAppendWaitsForTheDisk() throws IOException {
    try (Journal store = open(disk)) {
      long number = mail(store, 100, "00");
      long before = store.statistics().syncs();
      store.note(List.of(Testbed.deferred("00", number, 0, "busy")));
      store.append(List.of());
      assertTrue(store.statistics().syncs() > before);
    }
  }

  @Test
  void messageIsFoundAfterCleaningHasMovedIt() throws IOException {
    try (Journal store = open(disk)) {
      long number = mail(store, 100, "00");
      QueueRecord.Mark mark = Testbed.deferred("00", number, 0, "busy");
      store.append(List.of(mark));
      for (int i = 0; i < 100; i++) {
        store.append(List.of(Testbed.removed("01", mail(store, 2000, "01"))));
      }
      assertEquals(List.of(mark), store.find("00", number).orElseThrow().marks());
    }
  }

  @Test
  void closedStoreSaysSo() throws IOException {
    Journal store = open(disk);
    long number = mail(store, 100, "00");
    store.close();
    assertThrows(IOException.class, () -> store.find("00", number));
  }
}
